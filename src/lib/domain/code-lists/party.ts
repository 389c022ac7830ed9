/** The eight parties with their short names and the word for a member (DOMAIN C). Codes are those of GB/T 4762. */
export interface Party {
  readonly code: string;
  readonly fullName: string;
  readonly shortName: string;
  /** How a member is called: 党员, 盟员, 会员 or 社员. */
  readonly memberWord: string;
}

export const parties: readonly Party[] = [
  { code: '04', fullName: '中国国民党革命委员会', shortName: '民革', memberWord: '党员' },
  { code: '05', fullName: '中国民主同盟', shortName: '民盟', memberWord: '盟员' },
  { code: '06', fullName: '中国民主建国会', shortName: '民建', memberWord: '会员' },
  { code: '07', fullName: '中国民主促进会', shortName: '民进', memberWord: '会员' },
  { code: '08', fullName: '中国农工民主党', shortName: '农工党', memberWord: '党员' },
  { code: '09', fullName: '中国致公党', shortName: '致公党', memberWord: '党员' },
  { code: '10', fullName: '九三学社', shortName: '九三', memberWord: '社员' },
  { code: '11', fullName: '台湾民主自治同盟', shortName: '台盟', memberWord: '盟员' }
];

/** The party of an affiliation code 04–11; undefined for every other affiliation. */
export const partyOf = (affiliationCode: string): Party | undefined =>
  parties.find((party) => party.code === affiliationCode);
