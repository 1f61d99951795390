import { App } from './app.js';
import { connect } from './host.js';
import { parseState } from './savedState.js';

const host = connect();
const app = new App(host, parseState(host.load()));
document.body.append(app.element);

host.listen((message) => {
  switch (message.type) {
    case 'model':
      app.setModel(message.model, message.strings);
      break;
    case 'select':
      app.select(message.selection);
      break;
  }
});
host.post({ type: 'ready' });
