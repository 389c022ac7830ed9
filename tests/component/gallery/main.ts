import { mount } from 'svelte';
import '../../../src/lib/ui/styles/base.css';
import { createAppearance, themes, textSizes } from '../../../src/lib/state/appearance.svelte';
import Gallery from './Gallery.svelte';

const params = new URLSearchParams(location.search);
const appearance = createAppearance({
  root: document.documentElement,
  storage: { getItem: () => null, setItem: () => undefined },
  prefersDark: matchMedia('(prefers-color-scheme: dark)')
});
appearance.setTheme(themes.find((theme) => theme === params.get('theme')) ?? 'light');
appearance.setTextSize(textSizes.find((size) => String(size) === params.get('size')) ?? 18);

const target = document.getElementById('app');
if (target) mount(Gallery, { target, props: { page: params.get('page') ?? 'forms' } });
