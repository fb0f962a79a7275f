import { createServer, type AddressInfo } from 'node:net';

import { type ServiceDefinition, SettingsError } from '@passerelle/service-kit';

import { hostSettings } from './host-settings.js';
import { startHost } from './host.js';
import { DEFINITIONS } from './services.js';

describe('hostSettings', () => {
  it('names issuer and keys by the port', async () => {
    const { platform } = await hostSettings({ PORT: '0' }, DEFINITIONS);
    expect(platform.port).toBeGreaterThan(0);
    expect(platform.issuer).toBe(`http://localhost:${platform.port}/identity`);
    expect(platform.jwksUrl).toBe(
      `http://127.0.0.1:${platform.port}/identity/.well-known/jwks.json`,
    );
    expect(platform.logLevel).toBe('warn');
  });

  it('leaves what was given as it is', async () => {
    const given = {
      PORT: '0',
      LOG_LEVEL: 'debug',
      IDENTITY_ISSUER: 'https://caf.example/identity',
      NODE_ENV: 'development',
    };
    const { platform } = await hostSettings(given, DEFINITIONS);
    expect(platform).toMatchObject({ logLevel: 'debug', issuer: 'https://caf.example/identity' });
  });

  it('keeps a demo to this machine, unless told otherwise', async () => {
    const demo = { PORT: '0', PASSERELLE_DEMO: 'true' };
    const hostOf = async (env: Record<string, string>): Promise<string | undefined> =>
      (await hostSettings(env, DEFINITIONS)).platform.host;
    expect(await hostOf(demo)).toBe('127.0.0.1');
    expect(await hostOf({ ...demo, HOST: '0.0.0.0' })).toBe('0.0.0.0');
    expect(await hostOf({ PORT: '0' })).toBeUndefined();
  });

  it('refuses in production what is missing, all at once', async () => {
    const error = await refusal({ NODE_ENV: 'production', PORT: '0' });
    expect(error.problems.join('\n')).toMatch(
      /IDENTITY_ISSUER[^]*IDENTITY_MASTER_KEY[^]*IDENTITY_DATABASE_URL/,
    );
  });

  it('refuses the demo, and operations without their second factor, in production', async () => {
    const error = await refusal({
      NODE_ENV: 'production',
      PORT: '0',
      PASSERELLE_DEMO: 'true',
      PASSERELLE_SECOND_FACTOR: 'off',
      DATABASE_URL: 'postgres://db.example/passerelle',
      DATABASE_LOGIN_SECRET: 'made up for this test, and for no other',
      IDENTITY_ISSUER: 'https://caf.example/identity',
      IDENTITY_MASTER_KEY: Buffer.alloc(32, 1).toString('base64'),
      NOTIFICATIONS_MASTER_KEY: Buffer.alloc(32, 1).toString('base64'),
      RENT_CAMPAIGNS_MASTER_KEY: Buffer.alloc(32, 1).toString('base64'),
      MEDIATION_SERVICE_NAME: 'Caf d’Exemple, médiation administrative',
      MEDIATION_SERVICE_POSTAL_ADDRESS: '1 rue de l’Exemple, 44999 Saint-Exemple',
      MEDIATION_SERVICE_PHONE: '02 00 00 00 00',
      NOTIFICATIONS_PASSWORD_PAGE: 'https://caf.example/mot-de-passe/{resetId}',
    });
    expect(error.problems).toEqual([
      'PASSERELLE_DEMO is refused in production',
      'PASSERELLE_SECOND_FACTOR=off is refused in production',
    ]);
  });

  async function refusal(
    env: Record<string, string>,
    definitions: readonly ServiceDefinition[] = DEFINITIONS,
  ): Promise<SettingsError> {
    const error: unknown = await hostSettings(env, definitions).catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(SettingsError);
    return error as SettingsError;
  }
});

describe('startHost', () => {
  it('asks for the port before it touches anything', async () => {
    const occupant = createServer();
    await new Promise<void>((resolve) => occupant.listen(0, '127.0.0.1', resolve));
    const { port } = occupant.address() as AddressInfo;
    try {
      await expect(
        startHost({ env: { PORT: String(port) }, checkout: '/nonexistent/checkout' }),
      ).rejects.toThrow(`port ${port} is taken`);
    } finally {
      await new Promise((resolve) => occupant.close(resolve));
    }
  });
});
