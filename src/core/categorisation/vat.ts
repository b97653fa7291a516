// Whether a label names value-added tax: the tax itself, or its returns CA3 and CA12.

export function namesVat(cleanLabel: string): boolean {
  return /\b(?:TVA|CA3|CA12)\b/.test(cleanLabel)
}
