// node validate.js FILE: is FILE a SARIF log, by the published schema? Status 0, or 1 and the errors.
const fs = require('fs');
const Ajv = require('ajv/dist/2020');
const formats = require('ajv-formats');

const schemaFile = require.resolve('@microsoft/sarif-multitool-linux/sarif-2.1.0.json');
const ajv = new Ajv({ allErrors: true, strict: false });
formats(ajv);
const validate = ajv.compile(JSON.parse(fs.readFileSync(schemaFile, 'utf8')));
const log = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
if (!validate(log)) {
  for (const e of validate.errors) console.error(`${e.instancePath}: ${e.message} ${JSON.stringify(e.params)}`);
  process.exit(1);
}
