import { QueryFailedError } from 'typeorm';

import { isUnavailable } from './unavailable.js';

const coded = (code: string, message = 'x'): Error => Object.assign(new Error(message), { code });

describe('isUnavailable', () => {
  it.each([
    ['no free connection in time', new Error('timeout exceeded when trying to connect')],
    ['no connection beside the pool in time', new Error('timeout expired')],
    ['a slow server', new Error('Connection terminated due to connection timeout')],
    ['a lost connection', new Error('Connection terminated unexpectedly')],
    ['a connection that was closed', new Error('Client was closed and is not queryable')],
    ['a closed database', coded('55000', 'database "x" is not currently accepting connections')],
    ['too many connections', coded('53300')],
    ['a server that starts', coded('57P03')],
    ['a server that ends', coded('57P01')],
    ['a name that is not resolved now', coded('EAI_AGAIN')],
    ['a lock', coded('55P03')],
    ['a failure that TypeORM wraps', new QueryFailedError('select 1', [], coded('53300'))],
    ['a cause', new Error('the work failed', { cause: coded('ECONNREFUSED') })],
  ])('%s', (_, error) => {
    expect(isUnavailable(error)).toBe(true);
  });

  it.each([
    ['a unique key', new QueryFailedError('insert', [], coded('23505'))],
    ['a right that is missing', coded('42501')],
    ['an object in another state', coded('55000')],
    ['a fault of the code', new TypeError('x is not a function')],
    ['nothing', undefined],
  ])('not %s', (_, error) => {
    expect(isUnavailable(error)).toBe(false);
  });

  it('ends with an error that is its own cause', () => {
    const error = new Error('x');
    error.cause = error;
    expect(isUnavailable(error)).toBe(false);
  });
});
