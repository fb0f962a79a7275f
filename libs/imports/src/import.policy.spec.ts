import { senderOr } from './import.policy.js';

const SENDER = '0190b4e4-0000-7000-8000-000000000001';
const OTHER = '0190b4e4-0000-7000-8000-000000000002';
const mediator = { subject: OTHER, roles: ['mediator'] } as const;
const batch = { subject: SENDER, roles: [] };

describe('who reads an import', () => {
  it.each([
    ['the sender', batch, { createdBy: SENDER }, true],
    ['the sender of another import', batch, { createdBy: OTHER }, false],
    ['a caller with the role', mediator, { createdBy: SENDER }, true],
    ['a caller with the role, of an import without sender', mediator, { createdBy: null }, true],
    ['a caller without the role, of an import without sender', batch, { createdBy: null }, false],
  ])('%s', (_, actor, received, expected) => {
    expect(senderOr('mediator')(actor, received)).toBe(expected);
  });

  it('is the sender alone where no role is named', () => {
    expect(senderOr()(mediator, { createdBy: SENDER })).toBe(false);
    expect(senderOr('campaign_manager')(mediator, { createdBy: SENDER })).toBe(false);
    expect(senderOr()(batch, { createdBy: SENDER })).toBe(true);
  });
});
