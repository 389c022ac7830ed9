/** A number as typed and what it is for. Other members of a stored item pass through unchanged. */
export interface PhoneItem {
  readonly number: string;
  readonly note?: string;
}
