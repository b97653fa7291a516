// The applicant's pages in English.
import type { JourneyTexts } from './fr.ts'
import { fullStop } from './sentence.ts'

export const en: JourneyTexts = {
  serviceName: 'Account sharing',
  testMode: 'Test: no real bank is read.',
  noTracking: 'This page does not follow you: no trackers, nothing from another site.',
  step: (step, last) => `Step ${step} of ${last}:`,
  steps: ['your agreement', 'your bank', 'your accounts', 'your choice'],
  consentTitle: (lender) => `${lender} asks to read your accounts, once`,
  consentIntro: (lender, days) =>
    `To study your loan application, ${lender} would like to know the last ${days} days of your accounts. It takes about two minutes.`,
  keyPoints: [
    'You choose the bank and the accounts.',
    'Your accounts are read once. No payment is possible.',
    'You see the result before it is sent. You can still say no.',
    'You can refuse and send documents instead.',
  ],
  whoReads: 'Who reads your accounts',
  provider: (name, registration) => `${name}, registration ${registration}`,
  capacityOwn: 'in its own name, for its own loans',
  capacityAgent: 'as the agent of an authorised institution',
  capacityThirdParty: 'a provider independent of the lender, authorised to read accounts',
  whatFor: 'What for',
  purposeCreditworthiness:
    'To assess whether you can repay: the legal basis is the lender’s duty to check creditworthiness before lending (French consumer code, article L. 312-16).',
  purposeRescoring:
    'To make this calculation again later with newer rules: the legal basis is your agreement, which you can withdraw.',
  purposeModelValidation:
    'To check the quality of the method: the legal basis is your agreement; only figures are kept, not your transactions.',
  optional: 'For you to choose',
  optionalText:
    'Nothing is ticked beforehand. Each box stands for itself; ticking none changes nothing in how your application is studied.',
  whatRead: 'What is read',
  whatReadText: (days) =>
    `First the list of your accounts, so that you can choose. Then, for the accounts you choose, the balance and the last ${days} days of transactions and, if you accept, your name as the bank knows it.`,
  whatNot: 'What is not read',
  whatNotText:
    'Your logins and passwords: you give them to your bank only. No payment can be made. While you are here, your IP address and the name of your browser are passed on to your bank.',
  whatNotEmbeddedText: (name) =>
    `No payment can be made. Your sign-in data and passwords never reach us. If you go through ${name}, and choose to show savings and loans there too, it is ${name} that asks for them and uses them to read your pages at the bank: you can avoid this by going through your bank’s own site. While you are there, your IP address and your browser’s name may be told to your bank.`,
  whatMasked: 'What is masked',
  whatMaskedText:
    'When a payment names a union, a party, a religion, a charity, an intimate service or certain care on our list, its label is erased before it is kept; its amount still counts. Labels of health, benefits and fines are erased too, and their category still counts. The IBANs of others and the names of private persons are replaced by a pseudonym; those names are kept apart, encrypted: whoever has the right may ask for one, and each request is on record. Companies and public bodies keep their names.',
  howLong: 'For how long',
  howLongText: (days, months) =>
    `${days === 0 ? 'The statement read is not kept after the calculation.' : `The statement read is kept encrypted for ${days} day${days === 1 ? '' : 's'} at most, then destroyed.`} If you send it, the report, with the list of transactions, stays open to the lender through this service for ${months} month${months === 1 ? '' : 's'} at most.`,
  howLongRescoring: (days) =>
    `If you agree that this calculation is made again later, the statement read is kept for ${days} days at most.`,
  oneShot:
    'The accounts are read once. Our access is then destroyed. Your bank may go on listing the authorisation for up to 180 days: you can also withdraw it there.',
  rights: 'Your rights',
  rightsText: (lender) =>
    `You can refuse: it does not count in the score, and you can offer documents instead. Nothing is sent before you have seen it; until then, if you stop, all that was read is destroyed. After sending, the last page gives you a link to withdraw your agreement whenever you like; you can also write to ${fullStop(lender)}`,
  accept: 'Continue and choose my bank',
  refuse: 'I refuse',
  bankTitle: 'Choose your bank',
  bankIntro:
    'You will sign in on your bank’s own site or in its app, then come back here, in this browser.',
  bankSearch: 'Name of your bank',
  bankSearchHint: 'Part of the name is enough: “agricole”, “SG”…',
  allBanks: 'Banks',
  search: 'Search',
  showAll: 'Show all banks',
  banksFound: (count) => `${count} bank${count === 1 ? '' : 's'}`,
  noBankFound:
    'No bank of that name. Try with a part of the name only. If yours is not here, you can stop and send documents.',
  preselected: 'The bank suggested for your application',
  goToBank: (bank) => `Go to ${bank}`,
  notBack: (bank) => `You have not come back from ${bank} yet`,
  notBackText:
    'If you are done there and nothing happens here, go there again. You can also choose another bank.',
  backToProgress: 'Back to progress',
  termsTitle: (name) => `This bank is read through ${name}`,
  termsIntro: (name) =>
    `${name} is a registered provider that connects many banks. You will choose your bank on its pages, accept its terms, then come back here to choose the accounts to share.`,
  redirectOnlyText:
    'You will sign in on your bank’s own site: your passwords are asked for nowhere else.',
  embeddedTitle: 'Your bank sign-in data',
  embeddedText: (name) =>
    `You will be offered two ways. Through your bank’s own site: your passwords are given to it alone, and only payment accounts are read. Or by giving your sign-in data to ${name}, which then also reads savings and loans on your pages at the bank: the choice is yours, and the first is enough.`,
  termsDeleted: (name) =>
    `A user without a name is made at ${name} for this one reading. It is deleted at the end, whatever the end, with all that ${name} had read.`,
  termsLink: (name) => `Read the terms of ${name}`,
  termsAccept: (name) => `I accept these terms and go on to ${name}`,
  accountsTitle: (bank) => `Which accounts at ${bank} do you want to share?`,
  accountsIntro:
    'Your personal current accounts are ticked already. You can change everything. An account with no box ticked is not read.',
  accountsNone: 'Tick at least one box, or choose to share nothing.',
  readBalances: 'Share the balance',
  readTransactions: (days) => `Share the transactions of the last ${days} days`,
  identity: 'Your name',
  readIdentity: 'Also share my name as the bank knows it',
  readIdentityHelp: 'It is used to check that the account is yours, and stands in the report.',
  shareAccounts: 'Share these accounts',
  leaveBank: 'Share nothing from this bank',
  notYours: 'You are not its owner: this account will not count as your income.',
  businessAccount: 'business account',
  progressTitle: 'Reading your accounts',
  progressText: 'This takes a few seconds. This page updates by itself. Nothing is sent for now.',
  progressDraft: 'Your accounts were read. The result is being prepared.',
  reload: 'Update the page',
  connections: 'Your banks',
  statusAuthorizing: 'waiting for you to come back from the bank',
  statusSelecting: 'accounts to choose',
  statusCollecting: 'being read',
  statusCollected: 'read, access destroyed',
  statusDenied: 'nothing was shared',
  statusFailed: 'could not be read',
  stop: 'Stop and send nothing',
  addBank: 'Add another bank',
  joinTitle: 'Do you have another bank?',
  joinIntro:
    'If some of your income or spending goes through another bank, adding it makes the result fairer. Otherwise, finish here.',
  finish: 'Finish and see the result',
  previewTitle: 'This is what will be sent',
  previewIntro: (lender) => `Read, then choose. ${lender} sees nothing until you have sent it.`,
  previewIncomplete: (accounts) =>
    accounts === 1
      ? 'One of the accounts could not be read in full. The report tells your lender so.'
      : `${accounts} of the accounts could not be read in full. The report tells your lender so.`,
  previewIncome: 'Monthly income',
  previewCharges: 'Charges a month',
  previewLines: 'Transactions read',
  previewAccounts: 'Accounts',
  previewPeriod: 'Period',
  previewScore: 'Score',
  previewIncomes: 'Regular income that was found',
  previewOutgoings: 'Regular charges that were found',
  previewNone: 'None.',
  previewNoneOut: 'None.',
  aMonth: (amount) => `${amount} a month`,
  previewContent: 'What the report holds',
  previewScoreText: (score, grade) => `${score} out of 1,000, grade ${grade}`,
  previewScale: 'Grades go from A, the safest, to E.',
  previewSent: (masked) =>
    `The report holds your income and charges, indicators, an explained score and the list of the transactions read, with their labels and the names of companies and public bodies in them. ${masked === 0 ? 'No label was masked' : `${masked} label${masked === 1 ? ' was' : 's were'} masked (sensitive data)`}; the IBANs of others and the names of private persons are replaced by a pseudonym.`,
  copyTitle: 'Read it, and keep a copy',
  readReport: 'Read the whole report, with every transaction (PDF)',
  copy: 'Keep a copy for software (JSON, without the list of transactions)',
  send: (lender) => `Send to ${lender}`,
  decline: 'Do not send',
  declineHelp:
    'If you do not send it, everything that was read is destroyed. You can send documents instead: it does not count against you.',
  doneTitle: 'It is sent',
  doneText: (lender) =>
    `${lender} can now read your report. Our access to your accounts is destroyed.`,
  yours: 'To keep',
  explanation: 'Understand the result',
  explanationPdf: 'The result explained (PDF)',
  receipt: 'The receipt of your agreement',
  withdrawTitle: 'If you change your mind',
  withdrawHelp:
    'This link withdraws your agreement, today or later. It is shown only here: keep it, and give it to nobody.',
  withdrawAsk: (lender) => `Withdraw the agreement given to ${lender}`,
  withdrawSent: (provider, day) =>
    `You sent your report on ${day}. Your accounts had been read by ${fullStop(provider)}`,
  withdrawEffects: (lender) => [
    'What was read of your accounts is destroyed.',
    'Nothing will be calculated again.',
    `${lender} keeps the report it has received, which proves that your application was studied, until its keeping is over.`,
  ],
  withdrawIf: 'If you withdraw your agreement',
  withdraw: 'Withdraw my agreement',
  withdrawnOn: (day) => `This was done on ${fullStop(day)}`,
  receiptTitle: 'Receipt of your agreement',
  receiptIntro:
    'This receipt says what you agreed to and what was done. You can print it. The signed file proves that it was not changed.',
  receiptFile: 'Download the signed file',
  receiptGiven: 'Agreement given on',
  receiptTo: 'To',
  receiptReader: 'Accounts read by',
  receiptReference: 'Reference of your application',
  receiptKept: 'What was read is kept',
  days: (count) => (count === 0 ? 'not at all' : `${count} day${count === 1 ? '' : 's'} at most`),
  receiptPurposes: 'What for',
  agreed: 'agreed',
  notAgreed: 'not agreed',
  receiptBanks: 'Your banks',
  receiptAccounts: 'Accounts shared',
  balanceAndLines: 'balance and transactions',
  balanceOnly: 'balance only',
  linesOnly: 'transactions only',
  receiptName: 'Your name',
  yes: 'shared',
  no: 'not shared',
  receiptAccess: 'Our access to the bank',
  accessEmptied: (day) => `given back on ${day}`,
  accessFailed: 'destroyed on our side; the bank has not confirmed',
  accessNone: 'destroyed',
  accessOpen: 'not given back yet',
  receiptWords: 'The words you agreed to',
  backToJourney: 'Go back to the page before',
  backToLender: (lender) => `Go back to ${lender}`,
  closePage: 'You can close this page.',
  reference: 'Reference',
  resume: 'Go on where you were',
  otherBank: 'Choose another bank',
  askLender: 'Ask your lender for a new link, or send documents instead.',
  endUnread: 'No transaction had been read.',
  endReportKept: (lender) =>
    `${lender} keeps the report that was sent, which proves that your application was studied, until its keeping is over. Nothing will be calculated again.`,
  endDestroyed: 'Everything that had been read was destroyed.',
  endNewLink: (lender) => `To start again, ask ${lender} for a new link.`,
  endDocuments: (lender) =>
    `You can send documents to ${lender} instead. It does not count against you.`,
}
