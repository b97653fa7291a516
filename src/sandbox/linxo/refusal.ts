// How the API says no.
export function refused(status: number, error: string): Response {
  return Response.json({ error, error_description: error.replaceAll('_', ' ') }, { status })
}
