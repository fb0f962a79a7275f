import { type Decision, type Ground, GROUNDS } from '../cases/referral.js';
import { GROUND_RULES } from './ground-rules.js';

describe('the decision table', () => {
  it.each<[Ground, Decision[], string | null]>([
    ['no_prior_claim', ['inadmissible'], null],
    ['court_seized', ['inadmissible'], null],
    ['unclear_subject', ['more_information', 'inadmissible'], null],
    ['not_caf', ['redirected'], null],
    ['private_dispute', ['redirected', 'inadmissible'], 'family_mediation'],
    ['claim_processing', ['redirected'], 'benefits_service'],
    ['administrative_explanation', ['redirected'], 'customer_relations'],
    ['acceleration_normal_delay', ['redirected'], 'benefits_service'],
    ['political_mail', ['redirected'], 'management_office'],
    ['qualified_fraud', ['inadmissible'], null],
    ['partner_funding', ['inadmissible'], null],
    ['data_rights', ['redirected'], 'data_protection_officer'],
    ['debt_remission', ['redirected'], 'commission_de_recours_amiable'],
    ['abnormal_delay', ['admissible', 'redirected'], null],
  ])('%s leads to %j', (ground, decisions, service) => {
    expect(GROUND_RULES[ground]).toMatchObject({ decisions, service });
  });

  it.each(GROUNDS)('%s has a sentence in both languages, and a source', (ground) => {
    const { sentence, source } = GROUND_RULES[ground];
    for (const text of [sentence.fr, sentence.en, source]) expect(text).toMatch(/\S/);
  });
});
