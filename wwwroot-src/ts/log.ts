// The log viewer. Its elements, for styles (log/log.css): .lv-view > .lv-spacer > .lv-window > .lv-block > .lv-row, a row being
// .lv-n number, .lv-t time, .lv-x text; .lv-out .lv-err .lv-step .lv-note by stream, .lv-absent while a line comes, .lv-selected;
// .lv-c0-7 and .lv-b0-7 colors; .lv-pill for new lines; .lv-nowrap on the section. Tools go into [data-log-tools].
import './log/log.css';
import type { Hub } from './hub';
import { Viewer } from './log/viewer';

export function openLog(section: HTMLElement, hub: Hub): void {
  void new Viewer(section, hub).open();
}
