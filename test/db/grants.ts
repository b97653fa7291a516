// What each role may do on each table: verbs, and verbs on single columns as `verb:column`. A new table is written
// down here, with no verb more than its use needs.

export const grants: Record<string, Record<string, string>> = {
  api_keys: {
    api: 'select',
    operator: 'insert select update',
  },
  audit_events: {
    api: 'insert',
    operator: 'insert select',
    purge: 'delete insert select',
    worker: 'insert select update:hash update:position',
  },
  audit_heads: {
    operator: 'select',
    purge: 'delete insert select',
    worker: 'delete insert select',
  },
  connections: {
    api: 'insert select update',
    operator: 'select',
    purge: 'delete select update',
    worker: 'select update',
  },
  consent_grants: {
    api: 'insert select update',
    operator: 'select',
    purge: 'delete select update',
    worker: 'select update',
  },
  consent_texts: {
    api: 'insert select',
    operator: 'select',
    purge: 'delete select',
  },
  consents: {
    api: 'insert select',
    operator: 'select',
    purge: 'delete select',
    worker: 'select',
  },
  idempotency_records: {
    api: 'delete insert select update',
    purge: 'delete select update:fingerprint update:sealed_reply update:subject_id',
    worker:
      'update:fingerprint select:lender_id update:sealed_reply select:subject_id update:subject_id',
  },
  key_destructions: {
    api: 'delete insert select',
    operator: 'select',
    purge: 'delete insert select',
    worker: 'delete insert select',
  },
  'keystore.data_keys': {
    api: 'delete insert select',
    operator: 'select update',
    purge: 'delete insert select',
    worker: 'delete insert select',
  },
  lenders: {
    api: 'select update:logo update:logo_type update:name update:return_urls update:settings',
    lookup: 'select:id select:short_id',
    operator: 'insert select update',
    purge: 'select',
    worker: 'select',
  },
  outcomes: {
    api: 'delete insert select',
    operator: 'select',
    purge: 'delete select',
    worker: 'select',
  },
  outbox_events: {
    api: 'insert select',
    operator: 'select',
    purge: 'delete select',
    worker: 'insert select',
  },
  report_links: {
    api: 'insert select update',
    operator: 'select',
    purge: 'delete select',
  },
  report_readings: {
    api: 'insert select update',
    operator: 'select',
    purge: 'delete insert select',
  },
  report_sessions: {
    api: 'insert select',
    purge: 'delete select',
  },
  reports: {
    api: 'delete insert select update',
    operator: 'select',
    purge: 'delete select update',
    worker: 'delete insert select update',
  },
  request_counts: {
    api: 'delete insert select update',
  },
  rescorable_snapshots: {
    api: 'select',
    operator: 'select',
    worker: 'select',
  },
  rescoring_parts: {
    api: 'select',
    operator: 'select',
    purge: 'delete select',
    worker: 'insert select update',
  },
  rescoring_results: {
    api: 'select',
    operator: 'select',
    purge: 'delete select',
    worker: 'insert select',
  },
  rescorings: {
    api: 'insert select update',
    operator: 'select',
    purge: 'delete select',
    worker: 'select update',
  },
  reviews: {
    api: 'insert select update',
    operator: 'select',
    purge: 'delete select',
  },
  rulebook_activations: {
    api: 'select',
    operator:
      'insert select update:approval update:approved_at update:approved_by update:approved_login update:effective_at update:ended_at update:ended_by',
    worker: 'select',
  },
  rulebook_bundles: {
    api: 'insert select',
    operator: 'insert select',
    worker: 'insert select',
  },
  rulebook_releases: {
    api: 'select',
    operator: 'insert select',
    worker: 'select',
  },
  schema_migrations: {
    api: 'select',
    operator: 'select',
    purge: 'select',
    worker: 'select',
  },
  sessions: {
    api: 'insert select update',
    operator: 'select',
    purge: 'delete select update',
    worker: 'select update',
  },
  shadow_results: {
    operator: 'select',
    purge: 'delete select',
    worker: 'insert select',
  },
  signing_keys: {
    api: 'insert select',
    operator: 'insert select update',
    purge: 'insert select',
    worker: 'insert select',
  },
  snapshots: {
    api: 'delete insert select update:expires_at update:full_expires_at',
    operator: 'select',
    purge: 'delete select',
    worker: 'delete insert select',
  },
  unattended_calls: {
    api: 'delete insert select update',
    purge: 'delete select',
    worker: 'delete insert select update',
  },
  validation_vectors: {
    api: 'delete insert select',
    operator: 'select',
    purge: 'delete select',
    worker: 'insert select',
  },
  webhook_deliveries: {
    api: 'insert select update',
    operator: 'select',
    purge: 'delete select',
    worker: 'insert select update',
  },
  webhooks: {
    api: 'delete insert select update',
    operator: 'select',
    purge: 'delete select',
    worker: 'select update',
  },
  withheld_names: {
    api: 'insert select',
    purge: 'delete select',
    worker: 'insert',
  },
}
