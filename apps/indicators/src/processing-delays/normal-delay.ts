import { addDays, daysBetween, type LocalDate } from '@passerelle/kernel';

export interface DelayEstimate {
  /**
   * Whether the item waits for longer than the items that are being processed; `null` without a window, and
   * with one that is too old to say anything about the items of today.
   */
  readonly abnormal: boolean | null;
  /** The day by which processing should start; `null` when no day can be estimated. */
  readonly expectedBy: LocalDate | null;
  /** Days between the update of the window and the day of the question. */
  readonly windowAgeDays: number;
}

/**
 * Estimates the wait of an item that is not processed yet on a day (domain D2.8). An item received before the
 * window waits abnormally, because later items are being processed. Any other item should be taken up when
 * the item is as old as the oldest item of the window was at the update. When that day has passed, the wait
 * should end soon, and no better day can be estimated. A window says nothing when it is older than
 * `maxAgeDays` (domain D2.10).
 */
export function estimateDelay(
  window: { readonly updatedOn: LocalDate; readonly arrivedFrom: LocalDate | null },
  receivedOn: LocalDate,
  on: LocalDate,
  maxAgeDays: number,
): DelayEstimate {
  const { updatedOn, arrivedFrom } = window;
  const windowAgeDays = daysBetween(updatedOn, on);
  if (arrivedFrom === null || windowAgeDays > maxAgeDays) {
    return { abnormal: null, expectedBy: null, windowAgeDays };
  }
  if (receivedOn < arrivedFrom) return { abnormal: true, expectedBy: null, windowAgeDays };
  const expectedBy = addDays(receivedOn, daysBetween(arrivedFrom, updatedOn));
  return { abnormal: false, expectedBy: expectedBy < on ? null : expectedBy, windowAgeDays };
}
