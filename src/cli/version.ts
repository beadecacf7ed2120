declare const __VERSION__: string | undefined;

/** The package's version, written in by the build; `development` when run from its sources. */
export const VERSION = typeof __VERSION__ === 'string' ? __VERSION__ : 'development';
