// The applicant's pages in French: the reference of their wording. `en.ts` has the same keys by type.
import { fullStop } from './sentence.ts'

export const fr = {
  serviceName: 'Partage de compte',
  testMode: 'Environnement d’essai : aucune vraie banque n’est lue.',
  // consent
  consentTitle: (lender: string) => `${lender} demande à lire vos comptes, une seule fois`,
  consentIntro: (lender: string, days: number) =>
    `Pour étudier votre demande de crédit, ${lender} souhaite connaître les ${days} derniers jours de vos comptes. Vous choisissez la banque et les comptes, et vous voyez le résultat avant de l’envoyer.`,
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
    'Quand une dépense nomme un syndicat, un parti, un culte, une œuvre, un service intime ou certains soins de notre liste, son libellé est effacé avant d’être gardé ; son montant compte toujours. Les IBAN des autres personnes sont remplacés par un pseudonyme. Leurs noms restent tels que la banque les écrit.',
  howLong: 'Combien de temps',
  howLongText: (days: number, months: number) =>
    `${days === 0 ? 'Le relevé lu n’est pas gardé après le calcul.' : `Le relevé lu est gardé chiffré ${days} jour${days > 1 ? 's' : ''} au plus, puis détruit.`} Si vous l’envoyez, le rapport, avec la liste des opérations, reste accessible au prêteur ${months} mois au plus par ce service.`,
  howLongRescoring: (days: number) =>
    `Si vous acceptez que ce calcul soit refait plus tard, le relevé lu est gardé ${days} jours au plus.`,
  oneShot:
    'La lecture a lieu une fois. Notre accès est ensuite détruit. Votre banque peut continuer d’afficher l’autorisation jusqu’à 180 jours : vous pouvez aussi la retirer chez elle.',
  rights: 'Vos droits',
  rightsText: (lender: string) =>
    `Vous pouvez refuser : cela ne compte pas dans le score, et vous pouvez proposer des documents à la place. Rien n’est envoyé sans que vous l’ayez vu ; jusque-là, si vous arrêtez, tout ce qui a été lu est détruit. Après l’envoi, pour retirer votre accord, adressez-vous à ${fullStop(lender)}`,
  accept: 'Continuer et choisir ma banque',
  refuse: 'Je refuse',
  // bank
  bankTitle: 'Choisissez votre banque',
  bankIntro: 'Vous allez vous identifier sur le site de votre banque, puis revenir ici.',
  bankSearch: 'Chercher par nom',
  search: 'Chercher',
  showAll: 'Voir toutes les banques',
  banksFound: (count: number) => `${count} banque${count > 1 ? 's' : ''}`,
  noBankFound: 'Aucune banque de ce nom. Essayez avec une partie du nom seulement.',
  preselected: 'Banque proposée pour votre demande',
  goToBank: (bank: string) => `Aller chez ${bank}`,
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
    'Nous avons coché vos comptes courants personnels. Vous pouvez tout changer. Un compte sans case cochée n’est pas lu.',
  accountsNone: 'Cochez au moins une case, ou choisissez de ne rien partager.',
  readBalances: 'le solde',
  readTransactions: (days: number) => `les opérations des ${days} derniers jours`,
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
  progressText: 'Cela prend quelques secondes. Cette page se met à jour toute seule.',
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
  previewIntro: (lender: string) => `${lender} ne verra rien tant que vous n’aurez pas choisi.`,
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
  previewScoreText: (score: string, grade: string) => `${score} sur 1\u202f000, classe ${grade}`,
  previewSent: (masked: number) =>
    `Le rapport contient vos revenus et charges, des indicateurs, un score expliqué et la liste des opérations lues, avec leurs libellés et les noms qui y figurent. ${masked === 0 ? 'Aucun libellé n’a été masqué' : `${masked} libellé${masked > 1 ? 's ont' : ' a'} été masqué${masked > 1 ? 's' : ''} (données sensibles)`} ; les IBAN des autres personnes sont remplacés par un pseudonyme.`,
  copy: 'Garder une copie du rapport (JSON, sans la liste des opérations)',
  send: (lender: string) => `Envoyer à ${lender}`,
  decline: 'Ne pas envoyer',
  declineHelp: 'Si vous n’envoyez pas, tout ce qui a été lu est détruit.',
  // done
  doneTitle: 'C’est envoyé',
  doneText: (lender: string) =>
    `${lender} peut maintenant lire votre rapport. Notre accès à vos comptes est détruit. Pour retirer votre accord, adressez-vous à ${fullStop(lender)}`,
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
  readonly [K in keyof typeof fr]: (typeof fr)[K] extends (...args: infer A) => string
    ? (...args: A) => string
    : string
}
