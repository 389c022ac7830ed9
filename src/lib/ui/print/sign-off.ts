/** What stands in the sign-off of a print (UX rule 10, S1-37), from the workbook's own particulars. Pure. */

export interface SignOffLines {
  readonly preparedBy: string;
  readonly reviewedBy: string;
  readonly approvedBy: string;
  readonly unit: string;
  readonly date: string;
}

interface Particulars {
  readonly compiler: string;
  readonly reviewer: string;
  readonly approver: string;
  readonly reportingUnit: string;
}

/**
 * @param date already in words, e.g. 2026年11月23日.
 * @param otherwise what stands there where the particulars say nothing.
 */
export const signOffOf = (
  particulars: Particulars | undefined,
  date: string,
  otherwise: { readonly preparedBy?: string; readonly unit?: string } = {}
): SignOffLines => ({
  preparedBy: particulars?.compiler || (otherwise.preparedBy ?? ''),
  reviewedBy: particulars?.reviewer ?? '',
  approvedBy: particulars?.approver ?? '',
  unit: particulars?.reportingUnit || (otherwise.unit ?? ''),
  date
});
