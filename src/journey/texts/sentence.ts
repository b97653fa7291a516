// Names that end in a full stop ("Crédit S.A.") do not get a second one.

export function fullStop(text: string): string {
  return text.endsWith('.') ? text : `${text}.`
}
