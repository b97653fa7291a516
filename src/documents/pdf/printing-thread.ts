// The thread that lays out one document: pdfmake is 15 MB of code that nobody else should carry.
import { fileURLToPath } from 'node:url'
import { parentPort } from 'node:worker_threads'
import pdfmake from 'pdfmake'
import type { Charts } from '../charts/picture.ts'
import type { DocumentInput } from '../document.ts'
import { explanationDefinition, type PrintedExplanation } from './explanation-pdf.ts'
import { layouts } from './pieces.ts'
import { reportDefinition } from './report-pdf.ts'

export type Printable =
  | { readonly kind: 'report'; readonly input: DocumentInput; readonly charts: Charts }
  | { readonly kind: 'explanation'; readonly input: PrintedExplanation }

const fontFile = (name: string) =>
  fileURLToPath(import.meta.resolve(`pdfmake/fonts/Roboto/Roboto-${name}.ttf`))

const fonts = {
  normal: fontFile('Regular'),
  bold: fontFile('Medium'),
  italics: fontFile('Italic'),
  bolditalics: fontFile('MediumItalic'),
}

async function print(printable: Printable): Promise<Buffer> {
  pdfmake.setFonts({ Roboto: fonts })
  pdfmake.setTableLayouts(layouts)
  // a document loads nothing: no address, and no file but its fonts
  pdfmake.setUrlAccessPolicy(() => false)
  pdfmake.setLocalAccessPolicy((path: string) => Object.values(fonts).includes(path))
  const definition =
    printable.kind === 'report'
      ? reportDefinition(printable.input, printable.charts)
      : explanationDefinition(printable.input)
  return await pdfmake.createPdf(definition).getBuffer()
}

/** One that cannot be laid out ends the thread with its error: whoever waits is told. */
parentPort?.on('message', async (printable: Printable) => {
  parentPort?.postMessage(await print(printable))
})
