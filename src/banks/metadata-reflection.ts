// The few metadata functions that @peculiar/x509 expects on Reflect, enough for its decorators.
// Imported before it, for its effect; a full `reflect-metadata` loaded earlier is left alone.
const records = new WeakMap<object, Map<string, unknown>>()

function own(key: string, target: object): unknown {
  return records.get(target)?.get(key)
}

function inherited(key: string, target: object): unknown {
  for (let at: object | null = target; at !== null; at = Reflect.getPrototypeOf(at)) {
    if (records.get(at)?.has(key)) return own(key, at)
  }
  return undefined
}

function define(key: string, value: unknown, target: object): void {
  const record = records.get(target) ?? new Map<string, unknown>()
  records.set(target, record.set(key, value))
}

if (!('getMetadata' in Reflect)) {
  Object.assign(Reflect, {
    getMetadata: inherited,
    getOwnMetadata: own,
    defineMetadata: define,
    metadata: (key: string, value: unknown) => (target: object) => define(key, value, target),
  })
}
