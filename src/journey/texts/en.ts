// The applicant's pages in English.
import type { JourneyTexts } from './fr.ts'
import { fullStop } from './sentence.ts'

export const en: JourneyTexts = {
  serviceName: 'Account sharing',
  testMode: 'Test environment: no real bank is read.',
  consentTitle: (lender) => `${lender} asks to read your accounts, once`,
  consentIntro: (lender, days) =>
    `To study your loan application, ${lender} would like to know the last ${days} days of your accounts. You choose the bank and the accounts, and you see the result before it is sent.`,
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
  whatRead: 'What is read',
  whatReadText: (days) =>
    `The balance and the last ${days} days of transactions of the accounts you choose and, if you accept, your name as the bank knows it.`,
  whatNot: 'What is not read',
  whatNotText:
    'Your logins and passwords: you give them to your bank only. No payment can be made. Transactions that touch on health, opinions or beliefs are masked and do not count.',
  howLong: 'For how long',
  howLongText: (days) =>
    days === 0
      ? 'Your transactions are not kept after the calculation.'
      : `Your transactions are kept encrypted for ${days} day${days === 1 ? '' : 's'} at most, then destroyed.`,
  oneShot:
    'The accounts are read once. Our access is then destroyed. Your bank may go on listing the authorisation for up to 180 days: you can also withdraw it there.',
  rights: 'Your rights',
  rightsText: (lender) =>
    `You can refuse: it does not count against you, and you can send documents instead. You can withdraw your agreement at any time, even after sending, by writing to ${fullStop(lender)} Nothing is sent before you have seen it.`,
  accept: 'Continue and choose my bank',
  refuse: 'I refuse',
  bankTitle: 'Choose your bank',
  bankIntro: 'You will sign in on your bank’s own site, then come back here.',
  bankSearch: 'Search by name',
  search: 'Search',
  showAll: 'Show all banks',
  banksFound: (count) => `${count} bank${count === 1 ? '' : 's'}`,
  noBankFound: 'No bank of that name. Try with a part of the name only.',
  preselected: 'The bank suggested for your application',
  goToBank: (bank) => `Go to ${bank}`,
  backToProgress: 'Back to progress',
  accountsTitle: (bank) => `Which accounts at ${bank} do you want to share?`,
  accountsIntro:
    'We ticked your personal current accounts. You can change everything. An account with no box ticked is not read.',
  accountsNone: 'Tick at least one box, or choose to share nothing.',
  readBalances: 'the balance',
  readTransactions: (days) => `the transactions of the last ${days} days`,
  readIdentity: 'Also share my name as the bank knows it',
  readIdentityHelp: 'It is used to check that the account is yours.',
  shareAccounts: 'Share these accounts',
  leaveBank: 'Share nothing from this bank',
  notYours: 'You are not its owner: this account will not count as your income.',
  businessAccount: 'business account',
  progressTitle: 'Reading your accounts',
  progressText: 'This takes a few seconds. This page updates by itself.',
  progressDraft: 'Your accounts were read. The result is being prepared.',
  reload: 'Update the page',
  connections: 'Your banks',
  statusAuthorizing: 'waiting for you to come back from the bank',
  statusSelecting: 'accounts to choose',
  statusCollecting: 'being read',
  statusCollected: 'read, access destroyed',
  statusDenied: 'nothing was shared',
  statusFailed: 'could not be read',
  addBank: 'Add another bank',
  joinTitle: 'Do you have another bank?',
  joinIntro:
    'If some of your income or spending goes through another bank, adding it makes the result fairer. Otherwise, finish here.',
  finish: 'Finish and see the result',
  previewTitle: 'This is what will be sent',
  previewIntro: (lender) => `${lender} sees nothing until you have chosen.`,
  previewIncomplete: (accounts) =>
    accounts === 1
      ? 'One of the accounts could not be read in full. The report tells your lender so, and it does not count against you.'
      : `${accounts} of the accounts could not be read in full. The report tells your lender so, and it does not count against you.`,
  previewIncome: 'Monthly income',
  previewCharges: 'Charges a month',
  previewLines: 'Transactions read',
  previewAccounts: 'Accounts',
  previewPeriod: 'Period',
  previewSent:
    'The report holds your income and charges, indicators, an explained score and the list of the transactions read. Sensitive labels and the names of private persons are masked in it.',
  copy: 'See or keep a copy (JSON)',
  send: (lender) => `Send to ${lender}`,
  decline: 'Do not send',
  declineHelp: 'If you do not send it, everything that was read is destroyed.',
  doneTitle: 'It is sent',
  doneText: (lender) =>
    `${lender} has received your report. Our access to your accounts is destroyed. To withdraw your agreement, write to ${fullStop(lender)}`,
  backToLender: (lender) => `Go back to ${lender}`,
  closePage: 'You can close this page.',
  reference: 'Reference',
  resume: 'Go on where you were',
  otherBank: 'Choose another bank',
  askLender: 'Ask your lender for a new link, or send documents instead.',
  endNewLink: (lender) => `To start again, ask ${lender} for a new link.`,
  endDocuments: (lender) =>
    `You can send documents to ${lender} instead. It does not count against you.`,
}
