// What is said when a page was asked for in vain.
import type { FailureText } from './failure.ts'

/** What a page of the journey can be asked for in vain. */
export const pageFailures = [
  'link_used',
  'link_expired',
  'link_ended',
  'link_unknown',
  'no_session',
  'callback_refused',
  'other_browser',
  'withdrawal_unknown',
  'session_declined',
  'session_cancelled',
  'session_expired',
  'session_failed',
  'session_withdrawn',
  'not_ready',
  'other_site',
  'report_link_unknown',
  'unexpected',
] as const
export type PageFailure = (typeof pageFailures)[number]

export const pageFailureTexts = {
  link_used: {
    fr: [
      'Ce lien a déjà été ouvert',
      'Chaque lien sert une fois, pour vous protéger. S’il a été ouvert sur un autre appareil, continuez sur celui-là.',
    ],
    en: [
      'This link was already opened',
      'Each link works once, to protect you. If it was opened on another device, go on there.',
    ],
  },
  link_expired: {
    fr: ['Ce lien n’est plus valable', 'Il a expiré. Rien n’a été envoyé.'],
    en: ['This link is no longer valid', 'It has expired. Nothing was sent.'],
  },
  link_ended: {
    fr: ['Cette demande est terminée', 'Il n’y a plus rien à faire ici.'],
    en: ['This request is over', 'There is nothing left to do here.'],
  },
  link_unknown: {
    fr: [
      'Ce lien n’est pas reconnu',
      'Vérifiez qu’il a été copié en entier, et qu’un lien plus récent ne l’a pas remplacé.',
    ],
    en: [
      'This link is not recognised',
      'Check that it was copied whole, and that a newer link has not replaced it.',
    ],
  },
  no_session: {
    fr: [
      'Aucune demande en cours dans ce navigateur',
      'Ouvrez le lien reçu de votre prêteur, dans le navigateur où vous avez commencé.',
    ],
    en: [
      'No request is under way in this browser',
      'Open the link your lender sent you, in the browser where you began.',
    ],
  },
  callback_refused: {
    fr: [
      'Ce retour de la banque n’a pas été pris en compte',
      'Il a déjà servi, est arrivé trop tard, ou vient d’un autre navigateur. Rien n’a changé. Revenez à la page où vous avez commencé.',
    ],
    en: [
      'This return from the bank was not taken into account',
      'It was already used, came too late, or comes from another browser. Nothing has changed. Go back to the page where you began.',
    ],
  },
  other_browser: {
    fr: [
      'Revenez dans le navigateur où vous avez commencé',
      'Votre banque vous a ramené dans un autre navigateur. Pour vous protéger, ce retour n’a pas été utilisé. Rien n’a changé. Rouvrez le premier navigateur : votre demande y est restée, et vous pourrez aller de nouveau à votre banque.',
    ],
    en: [
      'Go back to the browser where you began',
      'Your bank brought you back to another browser. To protect you, this return was not used. Nothing has changed. Open the first browser again: your request is still there, and you can go to your bank again.',
    ],
  },
  withdrawal_unknown: {
    fr: [
      'Ce lien n’est pas reconnu',
      'Vérifiez qu’il a été copié en entier. Quand la durée de conservation est finie, il n’y a plus rien à retirer. Vous pouvez aussi vous adresser à votre prêteur.',
    ],
    en: [
      'This link is not recognised',
      'Check that it was copied whole. Once the time of keeping is over, there is nothing left to withdraw. You can also write to your lender.',
    ],
  },
  session_declined: {
    fr: ['Vous avez choisi de ne rien envoyer', 'Rien n’est gardé.'],
    en: ['You chose to send nothing', 'Nothing is kept.'],
  },
  session_cancelled: {
    fr: [
      'La demande a été annulée',
      'Le prêteur l’a close. Rien n’a été envoyé et rien n’est gardé.',
    ],
    en: [
      'The request was cancelled',
      'The lender closed it. Nothing was sent and nothing is kept.',
    ],
  },
  session_expired: {
    fr: ['Le temps prévu est passé', 'Rien n’a été envoyé et rien n’est gardé.'],
    en: ['The time allowed is over', 'Nothing was sent and nothing is kept.'],
  },
  session_failed: {
    fr: ['La lecture n’a pas abouti', 'Rien n’a été envoyé et rien d’incomplet n’est gardé.'],
    en: ['Your accounts could not be read', 'Nothing was sent and nothing incomplete is kept.'],
  },
  session_withdrawn: {
    fr: ['Votre accord a été retiré', 'Ce qui avait été lu a été détruit.'],
    en: ['Your agreement was withdrawn', 'What had been read was destroyed.'],
  },
  not_ready: {
    fr: ['Cette étape n’est pas disponible maintenant', 'Reprenez où vous en étiez.'],
    en: ['This step is not available now', 'Go on where you were.'],
  },
  other_site: {
    fr: [
      'Cette action ne vient pas de nos pages',
      'Par prudence, rien n’a été fait. Reprenez depuis la page où vous avez commencé.',
    ],
    en: [
      'This action does not come from our pages',
      'To be safe, nothing was done. Go on from the page where you began.',
    ],
  },
  report_link_unknown: {
    fr: [
      'Ce lien vers un rapport n’est pas valable',
      'Il a expiré ou n’a pas été copié en entier.',
    ],
    en: ['This link to a report is not valid', 'It has expired or was not copied whole.'],
  },
  unexpected: {
    fr: ['Quelque chose n’a pas fonctionné de notre côté', 'Vous pouvez réessayer dans un moment.'],
    en: ['Something went wrong on our side', 'You can try again in a moment.'],
  },
} as const satisfies Record<PageFailure, FailureText>
