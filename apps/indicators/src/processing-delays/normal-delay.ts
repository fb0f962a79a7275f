import { addDays, daysBetween, type LocalDate } from '@passerelle/kernel';

export interface DelayEstimate {
  /** Whether the wait is longer than that of what is being processed; `null` when nothing is. */
  readonly abnormal: boolean | null;
  /** When processing should have started at the latest; `null` when that cannot be said. */
  readonly expectedBy: LocalDate | null;
}

/**
 * What a published window says of an item that is not treated yet on a day (a proposed reading [I]).
 * Received before the window began, it waits abnormally: items that came after it are being treated.
 * Otherwise it should be taken up when it is as old as the oldest of the window were at the update;
 * where that day has passed, its wait will end soon, and no better day can be said.
 */
export function estimateDelay(
  window: { readonly updatedOn: LocalDate; readonly arrivedFrom: LocalDate | null },
  receivedOn: LocalDate,
  on: LocalDate,
): DelayEstimate {
  const { updatedOn, arrivedFrom } = window;
  if (arrivedFrom === null) return { abnormal: null, expectedBy: null };
  if (receivedOn < arrivedFrom) return { abnormal: true, expectedBy: null };
  const expectedBy = addDays(receivedOn, daysBetween(arrivedFrom, updatedOn));
  return { abnormal: false, expectedBy: expectedBy < on ? null : expectedBy };
}
