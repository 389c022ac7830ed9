/** Lint rules: the recommended sets plus the project's law; layout is prettier's alone. */
import { readFileSync } from 'node:fs';
import globals from 'globals';
import svelte from 'eslint-plugin-svelte';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

const ignored = readFileSync(new URL('.gitignore', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line && !line.startsWith('#'))
  .map((line) => `**/${line.replace(/\/$/, '')}`);

/** What our law asks beyond the recommended sets. */
const ourLaw = {
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/no-non-null-assertion': 'error',
  '@typescript-eslint/ban-ts-comment': [
    'error',
    {
      'ts-expect-error': 'allow-with-description',
      'ts-ignore': true,
      'ts-nocheck': true,
      minimumDescriptionLength: 10
    }
  ],
  '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
  '@typescript-eslint/no-unused-vars': [
    'error',
    {
      argsIgnorePattern: '^_',
      varsIgnorePattern: '^_',
      ignoreRestSiblings: true,
      caughtErrors: 'none'
    }
  ],
  // An async signature is often owed to an interface.
  '@typescript-eslint/require-await': 'off',
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
  // Wrong where a branded type is asserted on purpose.
  '@typescript-eslint/no-unnecessary-type-assertion': 'off',
  eqeqeq: 'error',
  'no-console': 'error',
  'no-restricted-syntax': [
    'error',
    {
      selector: 'ExportDefaultDeclaration',
      message: 'Named exports only; a default export belongs to configuration files.'
    }
  ]
};

export default ts.config(
  { ignores: [...ignored, 'tests/fixtures/**'] },
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    languageOptions: { globals: { ...globals.browser, ...globals.node } }
  },
  ...ts.configs.recommendedTypeChecked,
  ...svelte.configs.recommended,
  ...svelte.configs.prettier,
  {
    languageOptions: {
      parserOptions: {
        // Read once for the whole run: the service behind projectService costs a sixth more.
        project: './tsconfig.json',
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.svelte']
      }
    }
  },
  {
    files: ['src/**', 'tests/**'],
    ignores: ['**/*.config.ts', 'tests/crash/support/serve-site.ts'],
    rules: ourLaw
  },
  {
    // svelte-check judges the types of components; here they would cost most of the time.
    files: ['**/*.svelte', '**/*.svelte.ts'],
    extends: [ts.configs.disableTypeChecked],
    languageOptions: { parserOptions: { project: null, parser: ts.parser, svelteConfig } },
    // State is plain values that are replaced; a local Set or Map needs no reactive twin.
    rules: { 'svelte/prefer-svelte-reactivity': 'off' }
  },
  {
    // Tests may build what the types forbid, and page models await in loops.
    files: ['tests/**'],
    rules: {
      'no-console': 'off',
      'no-empty-pattern': 'off',
      '@typescript-eslint/no-base-to-string': 'off',
      '@typescript-eslint/restrict-template-expressions': 'off'
    }
  },
  {
    // Building blocks get their addresses handed in, resolved.
    files: ['src/lib/ui/**'],
    rules: { 'svelte/no-navigation-without-resolve': 'off' }
  },
  {
    // Their addresses.ts resolves every address, filters and ids included.
    files: ['src/lib/features/{people,consent}/**'],
    rules: { 'svelte/no-navigation-without-resolve': 'off' }
  },
  {
    // Outside the app's own project: plain checks without types.
    files: ['**/*.{js,cjs,mjs}', '*.ts', 'src/service-worker.ts'],
    extends: [ts.configs.disableTypeChecked],
    languageOptions: { parserOptions: { project: null } },
    // Fixture generators say at their head that their output is what is judged.
    rules: {
      '@typescript-eslint/no-require-imports': 'off',
      '@typescript-eslint/ban-ts-comment': 'off'
    }
  },
  {
    // Runs in the Trident core: everything younger than ES5 is refused.
    files: ['static/check-browser.js'],
    languageOptions: { sourceType: 'script' },
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { caughtErrors: 'none' }],
      'no-var': 'off',
      'no-useless-assignment': 'off',
      'no-restricted-syntax': [
        'error',
        'ArrowFunctionExpression',
        "VariableDeclaration[kind!='var']",
        'TemplateLiteral',
        'ClassDeclaration',
        'SpreadElement',
        'RestElement',
        'ChainExpression',
        'ObjectPattern',
        'ArrayPattern',
        'AssignmentPattern',
        'ForOfStatement',
        'AwaitExpression',
        'ImportExpression',
        'Property[shorthand=true]',
        'Property[method=true]',
        'Property[computed=true]',
        "LogicalExpression[operator='??']",
        'CatchClause[param=null]',
        'Literal[bigint]'
      ]
    }
  }
);
