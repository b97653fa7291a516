// How the audit names a report link: enough of its hash to find the row, and the underwriter it names.
/** Twelve hex characters of the token's hash; the token cannot be made from them. */
export function linkHandle(tokenHash: Buffer): string {
  return tokenHash.toString('hex').slice(0, 12)
}
