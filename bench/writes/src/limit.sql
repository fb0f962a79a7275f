-- The rows of one registration as one statement: key with its answer, number, case, step, event.
with claim as (
  insert into idempotency_keys (subject, key, fingerprint, status, headers, body)
  values ('0190a5d4-7c1e-7c3a-9b1d-2f6f0c1a7e11', gen_random_uuid()::text, '\x00', 201, '{}', '{}')
), counter as (
  insert into reference_counters (year, last) values (2024, 1)
  on conflict (year) do update set last = reference_counters.last + 1
  returning last
), stored as (
  insert into referrals (
    id, reference, version, status, origin, channel, file_number, received_on, benefit, reason, description,
    prior_claim_made_on, prior_claim_reference, court_seized, handled_by, created_at)
  select gen_random_uuid(), 'MED-2024-' || lpad(last::text, 6, '0'), 1, 'received', 'beneficiary', 'online',
         '1234567', '2024-03-04', 'housing', 'unpaid_benefit',
         'The housing benefit of February has not been paid, and nobody says why.',
         '2024-02-12', 'R-2024-118', false, '{}', now()
  from counter
  returning id
), step as (
  insert into timeline_entries (id, referral_id, kind, occurred_on, recorded_by, recorded_at)
  select gen_random_uuid(), id, 'received', '2024-03-04', '0190a5d4-7c1e-7c3a-9b1d-2f6f0c1a7e11', now()
  from stored
)
insert into outbox (event_id, consumer, envelope)
select gen_random_uuid(), 'indicators',
       jsonb_build_object('type', 'mediation.referral-received.v1', 'subject', id, 'data',
         jsonb_build_object('referralId', id, 'origin', 'beneficiary', 'channel', 'online', 'benefit', 'housing',
                            'receivedOn', '2024-03-04'))
from stored;
