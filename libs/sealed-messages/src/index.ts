export { CONTENT_ENCRYPTION, KEY_AGREEMENT, KeySealer, type SealText } from './key-sealer.js';
export { MessageSealer, type Seal, sealedMessageSettings } from './message-sealer.js';
export { MessageSender } from './message-sender.js';
