// Runs on any Node that reads ES modules: nothing newer than Node 12 in this file and in those that import it first.

var MIN_MAJOR = 20;
var MIN_MINOR = 19;

/** What is wrong with this version of Node and what to do, or null. */
export function nodeProblem(version) {
  var parts = version.split('.').map(Number);
  if (parts[0] > MIN_MAJOR || (parts[0] === MIN_MAJOR && parts[1] >= MIN_MINOR)) return null;
  var needed = MIN_MAJOR + '.' + MIN_MINOR;
  return (
    'Indepth needs Node ' +
    needed +
    ' or newer; this is Node ' +
    version +
    '. Install it from https://nodejs.org and try again.'
  );
}

/** Runs `main` of the module, which may use newer syntax, if this Node can; a failure is one line and exit code 1. */
export function runOnSupportedNode(load) {
  var problem = nodeProblem(process.versions.node);
  if (problem) {
    console.error(problem);
    process.exitCode = 1;
    return;
  }
  load()
    .then(function (module) {
      return module.main();
    })
    .catch(function (error) {
      console.error(error && error.isShown ? error.message : error);
      process.exit(1);
    });
}
