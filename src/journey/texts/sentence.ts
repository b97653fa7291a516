// Small matters of writing that texts and pages share.

/** Names that end in a full stop ("Crédit S.A.") do not get a second one. */
export function fullStop(text: string): string {
  return text.endsWith('.') ? text : `${text}.`
}

/** Banks write products in capitals: `COMPTE CHEQUE` is said as `Compte cheque`. */
export function spoken(product: string): string {
  if (product !== product.toUpperCase()) return product
  return product.charAt(0) + product.slice(1).toLowerCase()
}
