/** Which services may help with a type of need (S3-06, S1-25): groups that offer them are named beside it. */
const servicesByType: Readonly<Partial<Record<string, readonly string[]>>> = {
  job: ['jobs', 'contacts'],
  assistance: ['donation', 'company'],
  housing: ['law', 'mediation'],
  schooling: ['tutoring'],
  law: ['law'],
  clinic: ['medical'],
  eldercare: ['company', 'medical', 'repair'],
  papers: ['translation'],
  neighbours: ['mediation', 'repair'],
  business: ['contacts', 'lecture'],
  customs: ['contacts'],
  overseas: ['law', 'translation']
};

/** Services of an offer that fit the type of need, in the order of the table. */
export const fittingServices = (
  type: string | undefined,
  offered: readonly string[] | undefined
): readonly string[] =>
  (servicesByType[type ?? ''] ?? []).filter((service) => offered?.includes(service));
