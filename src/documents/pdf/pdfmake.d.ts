// What is used of pdfmake 0.3. Its published types bring the browser's globals along, which this program has not.
declare module 'pdfmake' {
  type Alignment = 'left' | 'center' | 'right'
  type Margins = [number, number, number, number]

  export type Style = {
    fontSize?: number
    bold?: boolean
    italics?: boolean
    color?: string
    margin?: Margins
    alignment?: Alignment
  }

  export type Content =
    | string
    | (Style & {
        style?: string
        text?: string
        stack?: readonly Content[]
        columns?: readonly Content[]
        ul?: readonly Content[]
        svg?: string
        table?: Table
        layout?: string
        unbreakable?: boolean
        /** Of headings, for `pageBreakBefore`. */
        headlineLevel?: number
        noWrap?: boolean
        width?: number
        font?: string
        lineHeight?: number
      })
  export type TableCell = Content

  export type Table = {
    headerRows?: number
    dontBreakRows?: boolean
    widths: readonly (number | string)[]
    body: readonly (readonly TableCell[])[]
  }

  export type TableLayout = Record<string, (index: number) => number | string>

  export type DocumentDefinition = {
    pageSize: 'A4'
    pageMargins: Margins
    language: string
    info: { title: string; creator: string; producer: string; creationDate: Date }
    defaultStyle: Style & { font: string; lineHeight: number }
    styles: Readonly<Record<string, Style>>
    content: readonly Content[]
    pageBreakBefore(
      node: { headlineLevel?: number },
      nodes: { getFollowingNodesOnPage(): readonly unknown[] },
    ): boolean
    footer(page: number, pages: number): Content
  }

  type FontFiles = { normal: string; bold: string; italics: string; bolditalics: string }

  const pdfmake: {
    setFonts(fonts: Record<string, FontFiles>): void
    setTableLayouts(layouts: Record<string, TableLayout>): void
    /** Whether a document may load from an address. */
    setUrlAccessPolicy(allowed: (url: string) => boolean): void
    /** Whether a document may read a file. */
    setLocalAccessPolicy(allowed: (path: string) => boolean): void
    createPdf(definition: DocumentDefinition): { getBuffer(): Promise<Buffer> }
  }
  export default pdfmake
}
