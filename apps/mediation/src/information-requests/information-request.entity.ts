import { Entity } from 'typeorm';

import type { LocalDate } from '@passerelle/kernel';
import { DateColumn, IdColumn, TextColumn, UuidColumn } from '@passerelle/persistence';

import type { Addressee } from '../cases/referral.js';
import type { InformationRequestState } from './information-request.js';

@Entity({ name: 'information_requests' })
export class InformationRequest implements InformationRequestState {
  @IdColumn()
  id!: string;

  @UuidColumn('referral_id')
  referralId!: string;

  @TextColumn('addressee')
  addressee!: Addressee;

  @TextColumn('addressee_name', { nullable: true })
  addresseeName!: string | null;

  @TextColumn('addressee_organisation', { nullable: true })
  addresseeOrganisation!: string | null;

  @TextColumn('addressee_service', { nullable: true })
  addresseeService!: string | null;

  @TextColumn('question')
  question!: string;

  @DateColumn('asked_on')
  askedOn!: LocalDate;

  @DateColumn('due_on')
  dueOn!: LocalDate;

  @TextColumn('answer', { nullable: true })
  answer!: string | null;

  @DateColumn('answered_on', { nullable: true })
  answeredOn!: LocalDate | null;
}
