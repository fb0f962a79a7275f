/** French puts a space that does not break before these signs. */
export function withFrenchSpaces(text: string): string {
  return text.replace(/ (?=[:;»?!])|(?<=«) /g, '\u00a0');
}
