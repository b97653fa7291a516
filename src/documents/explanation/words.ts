// The words of the consumer's explanation, for a reader at level B1: short sentences, no trade words.
import type { Language } from '../typography.ts'

type Passage = { readonly title: string; readonly text: string }

export type ExplanationWords = {
  readonly title: string
  readonly resultTitle: string
  readonly reasonsTitle: string
  readonly changesTitle: string
  readonly methodTitle: string
  readonly rightsTitle: string
  readonly noReasons: string
  readonly direction: { readonly for: string; readonly against: string }
  readonly noScore: string
  readonly decisionUse: { readonly [Use in 'aid' | 'decisive' | 'undeclared']: string }
  readonly method: Passage[]
  summary(of: { lender: string; accounts: number; from: string; to: string }): string
  score(of: { value: number; grade: string }): string
  rights(of: { lender: string; contact: string | null }): Passage[]
}

const fr: ExplanationWords = {
  title: 'Comment votre demande a été étudiée',
  resultTitle: 'Le résultat',
  reasonsTitle: 'Ce qui a le plus compté',
  changesTitle: 'Ce qui changerait le résultat',
  methodTitle: 'Comment cela marche',
  rightsTitle: 'Vos droits',
  noReasons: 'Aucune raison ne ressort plus qu’une autre.',
  direction: { for: 'En votre faveur', against: 'En votre défaveur' },
  noScore:
    'Vos comptes ne montrent pas assez d’opérations pour donner une note. Ce n’est pas une mauvaise note : c’est une absence de note.',
  decisionUse: {
    aid: 'Cette note aide une personne à décider. Elle ne décide pas à sa place.',
    decisive: 'Cette note compte beaucoup dans la décision.',
    undeclared: 'Demandez au prêteur comment il se sert de cette note : il doit vous le dire.',
  },
  method: [
    {
      title: 'Ce qui est lu',
      text: 'Seulement les comptes que vous avez choisis, et seulement sur les jours indiqués plus haut. L’accès a été rendu à la banque tout de suite après.',
    },
    {
      title: 'Ce qui est calculé',
      text: 'Un ordinateur range chaque opération : salaire, loyer, courses, crédit… Il mesure ensuite vos revenus réguliers, vos charges, vos crédits, les incidents et votre épargne. Chaque mesure donne des points. Les règles sont écrites par des personnes et sont les mêmes pour tous.',
    },
    {
      title: 'Ce qui n’est jamais utilisé',
      text: 'Votre santé, votre religion, vos opinions, votre syndicat, votre origine, votre âge et vos réseaux sociaux. Le texte des opérations qui en parlent n’est pas gardé.',
    },
    {
      title: 'Les limites',
      text: 'L’ordinateur peut mal ranger une opération, et il ne voit pas les comptes que vous n’avez pas partagés. C’est pour cela que vous pouvez demander qu’une personne regarde.',
    },
  ],
  summary: ({ lender, accounts, from, to }) =>
    `${lender} a demandé une étude de ${accounts === 1 ? 'votre compte' : `vos ${accounts} comptes`}, du ${from} au ${to}. Une partie de cette étude est faite par un ordinateur.`,
  score: ({ value, grade }) =>
    `Note : ${value} sur 1000, classe ${grade} (de A, la plus sûre, à E). Plus la note est haute, plus le remboursement paraît sûr.`,
  rights: ({ lender, contact }) => [
    {
      title: 'Demander qu’une personne regarde',
      text: `Vous pouvez demander à ${lender} qu’une personne, et non un ordinateur, étudie votre demande à nouveau.${contact === null ? '' : ` Contact : ${contact}.`}`,
    },
    {
      title: 'Donner votre avis',
      text: 'Vous pouvez expliquer votre situation et envoyer des documents. Cette personne doit en tenir compte et vous répondre.',
    },
    {
      title: 'Faire corriger une erreur',
      text: 'Si une opération est mal comprise, ou n’est pas à vous, dites-le. L’étude est refaite, et l’ancienne est gardée à côté.',
    },
    {
      title: 'Contester',
      text: `Écrivez d’abord à ${lender}. Si la réponse ne vous va pas, vous pouvez saisir le médiateur du prêteur, et la CNIL (cnil.fr) pour vos données.`,
    },
    {
      title: 'Être aidé',
      text: 'Si vos crédits ou vos factures deviennent difficiles à payer, un Point conseil budget vous reçoit gratuitement. La Banque de France aussi.',
    },
  ],
}

const en: ExplanationWords = {
  title: 'How your application was looked at',
  resultTitle: 'The result',
  reasonsTitle: 'What counted most',
  changesTitle: 'What would change the result',
  methodTitle: 'How it works',
  rightsTitle: 'Your rights',
  noReasons: 'No reason stands out.',
  direction: { for: 'In your favour', against: 'Against you' },
  noScore:
    'Your accounts do not show enough to give a score. This is not a bad score: there is none.',
  decisionUse: {
    aid: 'This score helps a person to decide. It does not decide in their place.',
    decisive: 'This score counts a lot in the decision.',
    undeclared: 'Ask the lender how it uses this score: it has to tell you.',
  },
  method: [
    {
      title: 'What is read',
      text: 'Only the accounts you chose, and only for the days named above. Access was given back to the bank right after.',
    },
    {
      title: 'What is worked out',
      text: 'A computer sorts each line: pay, rent, shopping, loan… It then measures your regular income, your bills, your loans, incidents and savings. Each measure gives points. The rules are written by people and are the same for everyone.',
    },
    {
      title: 'What is never used',
      text: 'Your health, religion, opinions, union, origin, age and social networks. The text of lines that speak of them is not kept.',
    },
    {
      title: 'Its limits',
      text: 'The computer may sort a line wrongly, and it does not see accounts you did not share. That is why you may ask for a person to look.',
    },
  ],
  summary: ({ lender, accounts, from, to }) =>
    `${lender} asked for a look at your ${accounts === 1 ? 'account' : `${accounts} accounts`}, from ${from} to ${to}. Part of it is done by a computer.`,
  score: ({ value, grade }) =>
    `Score: ${value} out of 1000, class ${grade} (from A, the safest, to E). The higher the score, the safer repayment looks.`,
  rights: ({ lender, contact }) => [
    {
      title: 'Ask for a person to look',
      text: `You may ask ${lender} that a person, not a computer, looks at your application again.${contact === null ? '' : ` Contact: ${contact}.`}`,
    },
    {
      title: 'Give your point of view',
      text: 'You may explain your situation and send documents. That person has to take them into account and answer you.',
    },
    {
      title: 'Have a mistake corrected',
      text: 'If a line was misunderstood, or is not yours, say so. The look is done again, and the old one is kept beside it.',
    },
    {
      title: 'Contest',
      text: `Write to ${lender} first. If its answer does not suit you, you may go to its mediator, and to the data protection authority (in France, cnil.fr) about your data.`,
    },
    {
      title: 'Get help',
      text: 'If loans or bills become hard to pay, a free debt advice service near you can help; in France, a Point conseil budget or the Banque de France.',
    },
  ],
}

export const explanationWords: Readonly<Record<Language, ExplanationWords>> = { fr, en }
