import type { ServiceDefinition } from '@passerelle/service-kit';

import { MessageKey } from './keys/message-key.entity.js';
import { Message } from './messages/message.entity.js';
import { messageErrors } from './requests/messages.errors.js';
import { Messages1740000000001 } from './migrations/1740000000001-messages.js';
import { SendingCounts1740000000020 } from './migrations/1740000000020-sending-counts.js';
import { NotificationsModule } from './notifications.module.js';
import { notificationsSettings } from './notifications.settings.js';

export const notifications: ServiceDefinition = {
  name: 'notifications',
  title: { fr: 'Notifications', en: 'Notifications' },
  description:
    'Sends people what the other services have to tell them, by e-mail, text message or letter.',
  module: NotificationsModule,
  entities: [Message, MessageKey],
  migrations: [Messages1740000000001, SendingCounts1740000000020],
  settings: notificationsSettings,
  errors: [messageErrors],
};
