// The applicant's pages in French: the reference of their wording. `en.ts` has the same keys by type.
import { fullStop } from './sentence.ts'

export const fr = {
  serviceName: 'Partage de compte',
  testMode: 'Essai : aucune vraie banque n’est lue.',
  noTracking: 'Cette page ne vous suit pas : pas de traceur, rien qui vienne d’un autre site.',
  step: (step: number, last: number) => `Étape ${step} sur ${last} :`,
  steps: ['votre accord', 'votre banque', 'vos comptes', 'votre choix'],
  // consent
  consentTitle: (lender: string) => `${lender} demande à lire vos comptes, une seule fois`,
  consentIntro: (lender: string, days: number) =>
    `Pour étudier votre demande de crédit, ${lender} souhaite connaître les ${days} derniers jours de vos comptes. Cela prend environ deux minutes.`,
  keyPoints: [
    'C’est vous qui choisissez la banque et les comptes.',
    'Vos comptes sont lus une seule fois. Aucun paiement n’est possible.',
    'Vous voyez le résultat avant l’envoi. Vous pouvez encore dire non.',
    'Vous pouvez refuser et envoyer des documents à la place.',
  ],
  whoReads: 'Qui lit vos comptes',
  provider: (name: string, registration: string) => `${name}, agrément ${registration}`,
  capacityOwn: 'en son nom propre, pour ses propres crédits',
  capacityAgent: 'en tant qu’agent d’un établissement agréé',
  capacityThirdParty: 'prestataire indépendant du prêteur, agréé pour lire les comptes',
  whatFor: 'Pourquoi',
  purposeCreditworthiness:
    'Évaluer votre capacité à rembourser : base légale, l’obligation du prêteur d’étudier votre solvabilité avant de prêter (code de la consommation, article L. 312-16).',
  purposeRescoring:
    'Refaire ce calcul plus tard avec de nouvelles règles : base légale, votre accord, que vous pouvez retirer.',
  purposeModelValidation:
    'Vérifier la qualité de la méthode : base légale, votre accord ; seuls des indicateurs chiffrés sont gardés, pas vos opérations.',
  optional: 'À vous de choisir',
  optionalText:
    'Rien n’est coché d’avance. Chaque case se coche ou non séparément ; n’en cocher aucune ne change rien à l’étude de votre demande.',
  whatRead: 'Ce qui est lu',
  whatReadText: (days: number) =>
    `D’abord la liste de vos comptes, pour que vous puissiez choisir. Puis, pour les comptes choisis, le solde et les opérations des ${days} derniers jours, et, si vous l’acceptez, votre nom tel que la banque le connaît.`,
  whatNot: 'Ce qui n’est pas lu',
  whatNotText:
    'Vos identifiants et mots de passe : vous les donnez à votre banque seulement. Aucun paiement ne peut être fait. Pendant que vous êtes là, votre adresse IP et le nom de votre navigateur sont transmis à votre banque.',
  whatNotEmbeddedText: (name: string) =>
    `Aucun paiement ne peut être fait. Vos identifiants et mots de passe ne nous parviennent jamais. Si vous passez par ${name}, et si vous choisissez d’y montrer aussi épargne et crédits, c’est ${name} qui vous les demande et s’en sert pour lire vos pages bancaires : vous pouvez l’éviter en passant par le site de votre banque. Pendant que vous êtes là, votre adresse IP et le nom de votre navigateur peuvent être transmis à votre banque.`,
  whatMasked: 'Ce qui est masqué',
  whatMaskedText:
    'Quand une dépense nomme un syndicat, un parti, un culte, une œuvre, un service intime ou certains soins de notre liste, son libellé est effacé avant d’être gardé ; son montant compte toujours. Les libellés de santé, de prestations sociales et d’amendes sont effacés aussi, leur catégorie compte toujours. Les IBAN des autres et les noms de particuliers sont remplacés par un pseudonyme ; ces noms sont gardés à part, chiffrés : qui en a le droit peut en demander un, et chaque demande est enregistrée. Les entreprises et organismes gardent leur nom.',
  howLong: 'Combien de temps',
  howLongText: (days: number, months: number) =>
    `${days === 0 ? 'Le relevé lu n’est pas gardé après le calcul.' : `Le relevé lu est gardé chiffré ${days} jour${days > 1 ? 's' : ''} au plus, puis détruit.`} Si vous l’envoyez, le rapport, avec la liste des opérations, reste accessible au prêteur ${months} mois au plus par ce service.`,
  howLongRescoring: (days: number) =>
    `Si vous acceptez que ce calcul soit refait plus tard, le relevé lu est gardé ${days} jours au plus.`,
  oneShot:
    'La lecture a lieu une fois. Notre accès est ensuite détruit. Votre banque peut continuer d’afficher l’autorisation jusqu’à 180 jours : vous pouvez aussi la retirer chez elle.',
  rights: 'Vos droits',
  rightsText: (lender: string) =>
    `Vous pouvez refuser : cela ne compte pas dans le score, et vous pouvez proposer des documents à la place. Rien n’est envoyé sans que vous l’ayez vu ; jusque-là, si vous arrêtez, tout ce qui a été lu est détruit. Après l’envoi, la dernière page vous donne un lien pour retirer votre accord quand vous voulez ; vous pouvez aussi vous adresser à ${fullStop(lender)}`,
  accept: 'Continuer et choisir ma banque',
  refuse: 'Je refuse',
  // bank
  bankTitle: 'Choisissez votre banque',
  bankIntro:
    'Vous allez vous identifier sur le site ou dans l’application de votre banque, puis revenir ici, dans ce navigateur.',
  bankSearch: 'Nom de votre banque',
  bankSearchHint: 'Un début de nom suffit : « agricole », « SG »…',
  allBanks: 'Les banques',
  search: 'Chercher',
  showAll: 'Voir toutes les banques',
  banksFound: (count: number) => `${count} banque${count > 1 ? 's' : ''}`,
  noBankFound:
    'Aucune banque de ce nom. Essayez avec une partie du nom seulement. Si la vôtre n’y est pas, vous pouvez arrêter ici et envoyer des documents.',
  preselected: 'Banque proposée pour votre demande',
  goToBank: (bank: string) => `Aller chez ${bank}`,
  notBack: (bank: string) => `Vous n’êtes pas encore revenu de ${bank}`,
  notBackText:
    'Si vous avez fini là-bas et que rien ne se passe ici, allez-y de nouveau. Vous pouvez aussi choisir une autre banque.',
  backToProgress: 'Revenir à l’avancement',
  // aggregator
  termsTitle: (name: string) => `Cette banque est lue par ${name}`,
  termsIntro: (name: string) =>
    `${name} est un prestataire agréé qui relie de nombreuses banques. Vous choisirez votre banque sur ses pages, accepterez ses conditions, puis reviendrez ici choisir les comptes à partager.`,
  redirectOnlyText:
    'Vous vous identifierez sur le site de votre banque : vos mots de passe ne sont demandés nulle part ailleurs.',
  embeddedTitle: 'Vos identifiants bancaires',
  embeddedText: (name: string) =>
    `Deux chemins vous seront proposés. Par le site de votre banque : vos mots de passe ne sont donnés qu’à elle, et seuls les comptes de paiement sont lus. Ou en donnant vos identifiants à ${name}, qui lit alors aussi l’épargne et les crédits sur vos pages bancaires : c’est à vous de choisir, et le premier suffit.`,
  termsDeleted: (name: string) =>
    `Un utilisateur sans nom est créé chez ${name} pour cette seule lecture. Il est supprimé à la fin, quelle qu’elle soit, avec tout ce que ${name} avait lu.`,
  termsLink: (name: string) => `Lire les conditions de ${name}`,
  termsAccept: (name: string) => `J’accepte ces conditions et continue chez ${name}`,
  // accounts
  accountsTitle: (bank: string) => `Quels comptes de ${bank} partager ?`,
  accountsIntro:
    'Vos comptes courants personnels sont déjà cochés. Vous pouvez tout changer. Un compte sans case cochée n’est pas lu.',
  accountsNone: 'Cochez au moins une case, ou choisissez de ne rien partager.',
  readBalances: 'Partager le solde',
  readTransactions: (days: number) => `Partager les opérations des ${days} derniers jours`,
  identity: 'Votre nom',
  readIdentity: 'Partager aussi mon nom tel que la banque le connaît',
  readIdentityHelp:
    'Il sert à vérifier que le compte est bien le vôtre, et figure dans le rapport.',
  shareAccounts: 'Partager ces comptes',
  leaveBank: 'Ne rien partager de cette banque',
  notYours: 'Vous n’en êtes pas le titulaire : ce compte ne sera pas compté dans vos revenus.',
  businessAccount: 'compte professionnel',
  // progress
  progressTitle: 'Lecture en cours',
  progressText:
    'Cela prend quelques secondes. Cette page se met à jour toute seule. Rien n’est envoyé pour le moment.',
  progressDraft: 'Vos comptes sont lus. Le résultat est en préparation.',
  reload: 'Mettre à jour la page',
  connections: 'Vos banques',
  statusAuthorizing: 'en attente de votre retour de la banque',
  statusSelecting: 'comptes à choisir',
  statusCollecting: 'lecture en cours',
  statusCollected: 'lue, accès détruit',
  statusDenied: 'rien n’a été partagé',
  statusFailed: 'la lecture n’a pas abouti',
  stop: 'Arrêter et ne rien envoyer',
  addBank: 'Ajouter une autre banque',
  joinTitle: 'Avez-vous une autre banque ?',
  joinIntro:
    'Si vos revenus ou vos dépenses passent par une autre banque, l’ajouter rend le résultat plus juste. Sinon, terminez ici.',
  finish: 'Terminer et voir le résultat',
  // preview
  previewTitle: 'Voici ce qui sera envoyé',
  previewIntro: (lender: string) =>
    `Lisez, puis choisissez. ${lender} ne voit rien tant que vous n’avez pas envoyé.`,
  previewIncomplete: (accounts: number) =>
    accounts === 1
      ? 'Un des comptes n’a pas pu être lu en entier. Le rapport le dit à votre prêteur.'
      : `${accounts} des comptes n’ont pas pu être lus en entier. Le rapport le dit à votre prêteur.`,
  previewIncome: 'Revenu mensuel',
  previewCharges: 'Charges par mois',
  previewLines: 'Opérations lues',
  previewAccounts: 'Comptes',
  previewPeriod: 'Période',
  previewScore: 'Score',
  previewIncomes: 'Les revenus réguliers trouvés',
  previewOutgoings: 'Les charges régulières trouvées',
  previewNone: 'Aucun.',
  previewNoneOut: 'Aucune.',
  aMonth: (amount: string) => `${amount} par mois`,
  previewContent: 'Ce que contient le rapport',
  previewScoreText: (score: string, grade: string) => `${score} sur 1\u202f000, classe ${grade}`,
  previewScale: 'Les classes vont de A, la plus sûre, à E.',
  previewSent: (masked: number) =>
    `Le rapport contient vos revenus et charges, des indicateurs, un score expliqué et la liste des opérations lues, avec leurs libellés et les noms d’entreprises et d’organismes qui y figurent. ${masked === 0 ? 'Aucun libellé n’a été masqué' : `${masked} libellé${masked > 1 ? 's ont' : ' a'} été masqué${masked > 1 ? 's' : ''} (données sensibles)`} ; les IBAN des autres et les noms de particuliers sont remplacés par un pseudonyme.`,
  copyTitle: 'Lire et garder une copie',
  readReport: 'Lire le rapport entier, avec toutes les opérations (PDF)',
  copy: 'Garder une copie pour un logiciel (JSON, sans la liste des opérations)',
  send: (lender: string) => `Envoyer à ${lender}`,
  decline: 'Ne pas envoyer',
  declineHelp:
    'Si vous n’envoyez pas, tout ce qui a été lu est détruit. Vous pouvez envoyer des documents à la place : cela ne compte pas contre vous.',
  // done
  doneTitle: 'C’est envoyé',
  doneText: (lender: string) =>
    `${lender} peut maintenant lire votre rapport. Notre accès à vos comptes est détruit.`,
  yours: 'À garder',
  explanation: 'Comprendre le résultat',
  explanationPdf: 'Le résultat expliqué (PDF)',
  receipt: 'Le reçu de votre accord',
  withdrawTitle: 'Changer d’avis',
  withdrawHelp:
    'Ce lien retire votre accord, aujourd’hui ou plus tard. Il n’est montré qu’ici : gardez-le, et ne le donnez à personne.',
  withdrawAsk: (lender: string) => `Retirer l’accord donné à ${lender}`,
  withdrawSent: (provider: string, day: string) =>
    `Vous avez envoyé votre rapport le ${day}. Vos comptes avaient été lus par ${fullStop(provider)}`,
  withdrawEffects: (lender: string) => [
    'Ce qui a été lu de vos comptes est détruit.',
    'Rien ne sera plus recalculé.',
    `${lender} garde le rapport déjà reçu, qui prouve l’étude de votre demande, jusqu’à la fin de sa durée de conservation.`,
  ],
  withdrawIf: 'Si vous retirez votre accord',
  withdraw: 'Retirer mon accord',
  withdrawnOn: (day: string) => `C’est fait depuis le ${fullStop(day)}`,
  // receipt
  receiptTitle: 'Reçu de votre accord',
  receiptIntro:
    'Ce reçu dit ce que vous avez accepté et ce qui a été fait. Vous pouvez l’imprimer. Le fichier signé prouve qu’il n’a pas été changé.',
  receiptFile: 'Télécharger le fichier signé',
  receiptGiven: 'Accord donné le',
  receiptTo: 'À',
  receiptReader: 'Comptes lus par',
  receiptReference: 'Référence de votre demande',
  receiptKept: 'Ce qui a été lu est gardé',
  days: (count: number) =>
    count === 0 ? 'pas du tout' : `${count} jour${count > 1 ? 's' : ''} au plus`,
  receiptPurposes: 'Pourquoi',
  agreed: 'accepté',
  notAgreed: 'non accepté',
  receiptBanks: 'Vos banques',
  receiptAccounts: 'Comptes partagés',
  balanceAndLines: 'solde et opérations',
  balanceOnly: 'solde seulement',
  linesOnly: 'opérations seulement',
  receiptName: 'Votre nom',
  yes: 'partagé',
  no: 'non partagé',
  receiptAccess: 'Notre accès à la banque',
  accessEmptied: (day: string) => `rendu le ${day}`,
  accessFailed: 'détruit chez nous ; la banque n’a pas confirmé',
  accessNone: 'détruit',
  accessOpen: 'pas encore rendu',
  receiptWords: 'Les mots que vous avez acceptés',
  backToJourney: 'Revenir à la page précédente',
  backToLender: (lender: string) => `Revenir chez ${lender}`,
  closePage: 'Vous pouvez fermer cette page.',
  reference: 'Référence',
  // ways out
  resume: 'Reprendre où vous en étiez',
  otherBank: 'Choisir une autre banque',
  askLender: 'Demandez un nouveau lien à votre prêteur, ou envoyez-lui des documents à la place.',
  endUnread: 'Aucune opération n’avait été lue.',
  endReportKept: (lender: string) =>
    `${lender} garde le rapport déjà envoyé, qui prouve l’étude de votre demande, jusqu’à la fin de sa durée de conservation. Rien ne sera plus recalculé.`,
  endDestroyed: 'Tout ce qui avait été lu a été détruit.',
  endNewLink: (lender: string) =>
    `Pour recommencer, demandez un nouveau lien à ${fullStop(lender)}`,
  endDocuments: (lender: string) =>
    `Vous pouvez envoyer des documents à ${fullStop(lender)} Cela ne compte pas contre vous.`,
}

/** Every text of the journey, same keys and arguments in each language. */
export type JourneyTexts = {
  readonly [K in keyof typeof fr]: (typeof fr)[K] extends (...args: infer A) => infer R
    ? (...args: A) => Worded<R>
    : Worded<(typeof fr)[K]>
}
type Worded<T> = T extends readonly string[] ? readonly string[] : string
