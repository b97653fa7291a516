// A part of the validation sheet, before any format.

export type SheetTable = {
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

export type SheetPart = {
  readonly title: string
  readonly sentences: readonly string[]
  readonly tables: readonly SheetTable[]
}
