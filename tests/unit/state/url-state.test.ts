import { describe, expect, it } from 'vitest';
import { choiceOf, paramOf, paramsOf, withParams } from '../../../src/lib/state/url-state';

const url = new URL('https://example.org/people/?tab=due&category=01&category=07#row');

describe('STYLE law 10: state in the address', () => {
  it('reads single, repeated and closed parameters', () => {
    expect(paramOf(url, 'tab')).toBe('due');
    expect(paramsOf(url, 'category')).toEqual(['01', '07']);
    expect(choiceOf(url, 'tab', ['all', 'due'], 'all')).toBe('due');
    expect(choiceOf(url, 'tab', ['all', 'mine'], 'all')).toBe('all');
  });

  it('changes what is named and leaves the rest, the given address included', () => {
    const next = withParams(url, { tab: undefined, category: ['04'], page: '2' });
    expect(next.toString()).toBe('https://example.org/people/?category=04&page=2#row');
    expect(url.searchParams.get('tab')).toBe('due');
  });
});
