import { Module } from '@nestjs/common';

import { Channels } from './channels/channels.service.js';
import { DeliveriesRepository } from './delivery/deliveries.repository.js';
import { DeliveryService } from './delivery/delivery.service.js';
import { Dispatcher } from './delivery/dispatcher.service.js';
import { MessageOpener } from './delivery/message-opener.service.js';
import { SendingCountsRepository } from './delivery/sending-counts.repository.js';
import { SendingLimitsService } from './delivery/sending-limits.service.js';
import { KeysController } from './keys/keys.controller.js';
import { MessageKeysRepository } from './keys/message-keys.repository.js';
import { MessageKeysSchedule } from './keys/message-keys.schedule.js';
import { MessageKeysService } from './keys/message-keys.service.js';
import { MessageRetentionService } from './requests/message-retention.service.js';
import { MessagesConsumer } from './requests/messages.consumer.js';
import { MessagesController } from './requests/messages.controller.js';
import { MessagesRepository } from './requests/messages.repository.js';
import { MessagesSchedule } from './requests/messages.schedule.js';
import { MessagesService } from './requests/messages.service.js';

@Module({
  controllers: [KeysController, MessagesController],
  providers: [
    MessageKeysRepository,
    MessageKeysService,
    MessageKeysSchedule,
    Channels,
    MessageOpener,
    DeliveriesRepository,
    SendingCountsRepository,
    SendingLimitsService,
    DeliveryService,
    Dispatcher,
    MessagesRepository,
    MessagesConsumer,
    MessagesService,
    MessageRetentionService,
    MessagesSchedule,
  ],
})
export class NotificationsModule {}
