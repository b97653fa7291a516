// The shape of a sentence about something that went wrong.

export type Sentence = readonly [title: string, text: string]
/** What happened, never whose fault, always with a way out. */
export type FailureText = { readonly fr: Sentence; readonly en: Sentence }
