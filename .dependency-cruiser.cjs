/**
 * The layers of src/lib and who may import whom; tests/architecture/layers.test.ts plants violations
 * to see that these rules fire. One row per layer: what it may import of ours, and which packages.
 */
const layers = {
  kernel: { own: [], packages: [] },
  domain: { own: ['kernel'], packages: ['pinyin-pro'] },
  crypto: { own: ['kernel'], packages: ['hash-wasm', '@noble/hashes'] },
  log: { own: ['kernel', 'crypto'], packages: [] },
  // Merging is synchronous, and WebCrypto's digest is not: hence a hash of its own.
  merge: { own: ['kernel'], packages: ['yjs', '@noble/hashes'] },
  storage: { own: ['kernel', 'domain', 'log', 'merge', 'crypto'], packages: ['dexie'] },
  transports: { own: ['kernel', 'log'], packages: ['@nats-io/nats-core'] },
  exchange: { own: ['kernel', 'domain'], packages: ['hucre', 'papaparse', 'fflate'] },
  app: {
    own: [
      'kernel',
      'domain',
      'crypto',
      'log',
      'merge',
      'storage',
      'transports',
      'exchange',
      'text',
      'state'
    ],
    packages: []
  },
  text: { own: ['kernel'], packages: [] },
  // The typed context of the app is the one place where every feature can find it.
  state: { own: ['kernel', 'app'], packages: ['svelte', '$app'] },
  ui: {
    own: ['kernel', 'text'],
    packages: ['svelte', '$app', '~icons']
  },
  features: {
    own: ['kernel', 'domain', 'app', 'state', 'ui', 'text'],
    packages: ['svelte', '$app', '~icons']
  }
};

/** Packages that one folder alone may use, whatever its layer allows. */
const chartPackages = ['chart.js', 'chartjs-plugin-datalabels'];
const textPackages = ['yjs', 'y-indexeddb', 'y-protocols'];

/** Folders with packages of their own, by layer; a rule below names what they may use. */
const apart = { ui: '^src/lib/ui/(charts|qr)/', storage: '^src/lib/storage/texts/' };

const escape = (text) => text.replace(/[.$/]/g, '\\$&');
const anyOf = (names) => names.map(escape).join('|');

/** Matches a package by its folder, or by its bare name when a bundler plugin provides it. */
const packagePattern = (names) =>
  names.length === 0 ? '^$' : `(^|node_modules/)(${anyOf(names)})(/|$)`;

const layerRules = Object.entries(layers).flatMap(([layer, { own, packages }]) => [
  {
    name: `${layer}-imports-only-its-layers`,
    comment: `${layer} may import of ours: ${own.join(', ') || 'nothing'}`,
    severity: 'error',
    from: { path: `^src/lib/${layer}/` },
    to: { path: '^src/', pathNot: `^src/lib/(${[layer, ...own].join('|')})/` }
  },
  {
    name: `${layer}-uses-only-its-packages`,
    comment: `${layer} may use of others: ${packages.join(', ') || 'nothing'}`,
    severity: 'error',
    from: {
      path: `^src/lib/${layer}/`,
      pathNot: apart[layer]
    },
    to: { pathNot: ['^src/', packagePattern(packages)] }
  }
]);

module.exports = {
  forbidden: [
    ...layerRules,
    {
      name: 'charts-use-only-their-packages',
      comment: 'chart.js is used in ui/charts only',
      severity: 'error',
      from: { path: '^src/lib/ui/charts/' },
      to: { pathNot: ['^src/', packagePattern([...layers.ui.packages, ...chartPackages])] }
    },
    {
      name: 'qr-uses-only-its-packages',
      comment: 'QR codes are drawn and read in ui/qr only',
      severity: 'error',
      from: { path: '^src/lib/ui/qr/' },
      to: { pathNot: ['^src/', packagePattern([...layers.ui.packages, 'qr'])] }
    },
    {
      name: 'texts-use-only-their-packages',
      comment: 'long texts and their working copies stand in storage/texts only',
      severity: 'error',
      from: { path: apart.storage },
      to: { pathNot: ['^src/', packagePattern([...layers.storage.packages, ...textPackages])] }
    },
    {
      name: 'features-are-apart',
      comment:
        'one feature does not import another; what they share belongs to ui, state or domain',
      severity: 'error',
      from: { path: '^src/lib/features/([^/]+)/' },
      to: { path: '^src/lib/features/', pathNot: '^src/lib/features/$1/' }
    },
    {
      name: 'types-alone-from-app',
      comment: 'features and state get the app handed in; they import its types alone',
      severity: 'error',
      from: { path: '^src/lib/(features|state)/' },
      to: { path: '^src/lib/app/', dependencyTypesNot: ['type-only'] }
    },
    {
      name: 'routes-import-features',
      comment: 'a route joins features; the composition root app/ is opened by the layout alone',
      severity: 'error',
      from: { path: '^src/routes/' },
      to: { path: '^src/lib/', pathNot: '^src/lib/(kernel|features|state|ui|text|app)/' }
    },
    {
      name: 'layout-alone-opens-app',
      comment: 'only the root layout imports values of app/',
      severity: 'error',
      from: { path: '^src/routes/', pathNot: '^src/routes/\\+layout\\.(svelte|ts)$' },
      to: { path: '^src/lib/app/', dependencyTypesNot: ['type-only'] }
    },
    {
      name: 'routes-use-no-packages',
      comment: 'a route is glue of features',
      severity: 'error',
      from: { path: '^src/routes/' },
      to: { pathNot: ['^src/', packagePattern(['svelte', '$app', '~icons'])] }
    },
    {
      name: 'service-worker-stands-alone',
      comment: 'the service worker imports only the list of files that the build hands it',
      severity: 'error',
      from: { path: '^src/service-worker' },
      to: { pathNot: ['^\\$service-worker$'] }
    },
    {
      name: 'no-cycles',
      comment: 'a cycle has no order in which it can be understood',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } }
    },
    {
      name: 'no-tests-in-source',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(tests|bench|scripts)/' }
    }
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['svelte', 'browser', 'import', 'types', 'default']
    },
    progress: { type: 'none' }
  }
};
