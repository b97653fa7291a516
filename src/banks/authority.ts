// Key material for the demo and the tests: an authority, a bank's server certificate, and the
// client and signing certificates of an account-information provider. Never used with a real bank.
import './metadata-reflection.ts'
import { webcrypto } from 'node:crypto'
import * as x509 from '@peculiar/x509'

/** PEM: the certificate, and its PKCS #8 private key. */
export type CertifiedKey = { readonly certificate: string; readonly key: string }

export type TestAuthority = {
  /** PEM of the authority's own certificate: what both sides trust. */
  readonly certificate: string
  /** For `127.0.0.1` and `localhost`. */
  readonly server: CertifiedKey
  /** PEM, for the server's key and each wrong in one way; absent from keys kept before there were any. */
  readonly wrong?: WrongCertificates | undefined
  /** Stands for the QWAC: TLS client authentication. */
  readonly client: CertifiedKey
  /** Stands for the QSEALC: RSA 2048, signs requests. `publicKey` is SPKI PEM. */
  readonly signing: CertifiedKey & { readonly publicKey: string }
}

export type WrongCertificates = {
  readonly expired: string
  readonly otherHost: string
  /** Of no authority but itself. */
  readonly untrusted: string
}

const SIGNATURE = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } as const
const RSA = {
  ...SIGNATURE,
  publicExponent: new Uint8Array([1, 0, 1]),
  modulusLength: 2048,
} as const
const DAY_MS = 86_400_000
const YEARS_MS = 10 * 365 * DAY_MS

/** Valid from the day before `now`, for ten years. */
export async function createTestAuthority(now: Date): Promise<TestAuthority> {
  x509.cryptoProvider.set(webcrypto)
  const notBefore = new Date(now.getTime() - DAY_MS)
  const notAfter = new Date(now.getTime() + YEARS_MS)
  const keys = await generateKeys()
  const root = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=nonante test authority',
    serialNumber: '01',
    notBefore,
    notAfter,
    signingAlgorithm: SIGNATURE,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(
        x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign,
        true,
      ),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  })
  const issue = (leaf: Leaf) => issueCertificate(leaf, { root, keys, notBefore, notAfter })
  const serverKeys = await generateKeys()
  const [server, wrong, client, signing] = await Promise.all([
    issueCertificate(serverLeaf(here), { root, keys, notBefore, notAfter }, serverKeys),
    issueWrong(serverKeys, { root, keys, notBefore, notAfter }),
    issue({
      subject: 'CN=nonante test provider,O=Test provider,2.5.4.97=PSDFR-ACPR-99999',
      serialNumber: '03',
      usage: x509.KeyUsageFlags.digitalSignature,
      extensions: [new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.clientAuth])],
    }),
    issue({
      subject: 'CN=nonante test seal,O=Test provider,2.5.4.97=PSDFR-ACPR-99999',
      serialNumber: '04',
      usage: x509.KeyUsageFlags.digitalSignature | x509.KeyUsageFlags.nonRepudiation,
      extensions: [],
    }),
  ])
  return { certificate: root.toString('pem'), server, wrong, client, signing }
}

type Names = ConstructorParameters<typeof x509.SubjectAlternativeNameExtension>[0]
const here: Names = [
  { type: 'dns', value: 'localhost' },
  { type: 'ip', value: '127.0.0.1' },
]

function serverLeaf(names: Names): Leaf {
  return {
    subject: 'CN=localhost,O=Sandbox bank',
    serialNumber: '02',
    usage: x509.KeyUsageFlags.digitalSignature | x509.KeyUsageFlags.keyEncipherment,
    extensions: [
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(names),
    ],
  }
}

async function issueWrong(
  keys: webcrypto.CryptoKeyPair,
  issuer: Issuer,
): Promise<WrongCertificates> {
  const { notBefore, notAfter } = issuer
  const past = {
    notBefore: new Date(notBefore.getTime() - 2 * DAY_MS),
    notAfter: new Date(notBefore.getTime() - DAY_MS),
  }
  const elsewhere: Names = [{ type: 'dns', value: 'elsewhere.invalid' }]
  const alone = await x509.X509CertificateGenerator.createSelfSigned({
    ...{ name: 'CN=localhost', serialNumber: '05', notBefore, notAfter, keys },
    signingAlgorithm: SIGNATURE,
    extensions: [new x509.SubjectAlternativeNameExtension(here)],
  })
  const expired = await issueCertificate(serverLeaf(here), { ...issuer, ...past }, keys)
  const otherHost = await issueCertificate(serverLeaf(elsewhere), issuer, keys)
  return {
    expired: expired.certificate,
    otherHost: otherHost.certificate,
    untrusted: alone.toString('pem'),
  }
}

type Leaf = {
  readonly subject: string
  readonly serialNumber: string
  readonly usage: x509.KeyUsageFlags
  readonly extensions: readonly x509.Extension[]
}

type Issuer = {
  readonly root: x509.X509Certificate
  readonly keys: webcrypto.CryptoKeyPair
  readonly notBefore: Date
  readonly notAfter: Date
}

async function generateKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(RSA, true, ['sign', 'verify'])
}

async function issueCertificate(
  leaf: Leaf,
  issuer: Issuer,
  own?: webcrypto.CryptoKeyPair,
): Promise<CertifiedKey & { publicKey: string }> {
  const keys = own ?? (await generateKeys())
  const certificate = await x509.X509CertificateGenerator.create({
    subject: leaf.subject,
    issuer: issuer.root.subject,
    serialNumber: leaf.serialNumber,
    notBefore: issuer.notBefore,
    notAfter: issuer.notAfter,
    signingAlgorithm: SIGNATURE,
    publicKey: keys.publicKey,
    signingKey: issuer.keys.privateKey,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(leaf.usage, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(issuer.keys.publicKey),
      ...leaf.extensions,
    ],
  })
  return {
    certificate: certificate.toString('pem'),
    key: await exportPem('pkcs8', keys.privateKey, x509.PemConverter.PrivateKeyTag),
    publicKey: await exportPem('spki', keys.publicKey, x509.PemConverter.PublicKeyTag),
  }
}

async function exportPem(
  format: 'pkcs8' | 'spki',
  key: webcrypto.CryptoKey,
  tag: string,
): Promise<string> {
  return x509.PemConverter.encode(await webcrypto.subtle.exportKey(format, key), tag)
}
