import { Module } from '@nestjs/common';

import { Channels } from './channels/channels.service.js';
import { DeliveryService } from './delivery/delivery.service.js';
import { Dispatcher } from './delivery/dispatcher.service.js';
import { MessageOpener } from './delivery/message-opener.service.js';
import { KeysController } from './keys/keys.controller.js';
import { MessageKeysRepository } from './keys/message-keys.repository.js';
import { MessageKeysService } from './keys/message-keys.service.js';
import { MessagesConsumer } from './messages/messages.consumer.js';
import { MessagesController } from './messages/messages.controller.js';
import { MessagesRepository } from './messages/messages.repository.js';
import { MessagesSchedule } from './messages/messages.schedule.js';
import { MessagesService } from './messages/messages.service.js';

@Module({
  controllers: [KeysController, MessagesController],
  providers: [
    MessageKeysRepository,
    MessageKeysService,
    Channels,
    MessageOpener,
    DeliveryService,
    Dispatcher,
    MessagesRepository,
    MessagesConsumer,
    MessagesService,
    MessagesSchedule,
  ],
})
export class NotificationsModule {}
