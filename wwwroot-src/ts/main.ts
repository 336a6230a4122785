import { startAges } from './ages';
import { announceEnd } from './announce';
import { refreshBadge } from './badge';
import { showConnection } from './connection';
import { startCopy } from './copy';
import { startDialogs } from './dialogs';
import { all } from './dom';
import { startFolds } from './fold';
import { Hub } from './hub';
import { startParts } from './parts';
import { startPending } from './pending';
import { startProgress } from './progress';
import { findRegions } from './regions';
import { startTheme } from './theme';

document.documentElement.dataset['script'] = '';
startTheme();
startAges();
startProgress();
startCopy();
startDialogs();
startParts();
startPending();
startFolds();
refreshBadge();

const regions = findRegions(refreshBadge);
const logs = all('.log[data-project][data-number][data-kind]');

if (regions.length > 0 || logs.length > 0) {
  const hub = new Hub((change) => {
    for (const region of regions) region.take(change);
    announceEnd(change);
  });
  const since = Number(document.documentElement.dataset['version'] ?? 0);
  for (const topic of new Set(regions.flatMap((region) => region.topics))) void hub.watch(topic, since);
  showConnection(hub);
  void hub.start();
  if (logs.length > 0) void import('./log').then(({ openLog }) => logs.forEach((element) => openLog(element, hub)));
}
