/** A dated step as typed. Other members of a stored item pass through unchanged. */
export interface StepItem {
  readonly on: string;
  readonly text: string;
  /** Who did it, one of the choices given. */
  readonly by?: string;
}
