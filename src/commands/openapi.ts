// `nonante openapi`: prints the document that is kept as `openapi.yaml`.
import { printOpenApi } from '../http/openapi.ts'

export function openapi(): void {
  process.stdout.write(printOpenApi())
}
