export { default as BookPage } from './BookPage.svelte';
export { default as BooksPage } from './BooksPage.svelte';
export { default as RecordFormPage } from './RecordFormPage.svelte';
export { bookOf } from './books';
