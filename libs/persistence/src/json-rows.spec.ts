import { jsonRowOf, objectOfJsonRow } from './json-rows.js';

const object = {
  id: '1',
  fileNumber: '0000001',
  firstDeclaredOn: null,
  anomalies: ['rent-zero'],
  recordedAt: new Date('2023-09-10T08:00:00Z'),
  cancelledAt: null,
};

it('names columns after members', () => {
  expect(jsonRowOf(object)).toEqual({
    id: '1',
    file_number: '0000001',
    first_declared_on: null,
    anomalies: ['rent-zero'],
    recorded_at: object.recordedAt,
    cancelled_at: null,
  });
});

it('gives the object back after a way through JSON', () => {
  const row = JSON.parse(JSON.stringify(jsonRowOf(object))) as Record<string, unknown>;
  expect(objectOfJsonRow<typeof object>(row, ['recordedAt', 'cancelledAt'])).toEqual(object);
});
