// Shows every <time data-local-time> in the reader's own zone, with the zone named. Without this script the page shows UTC.
const forms = {
  date: { year: "numeric", month: "short", day: "numeric" },
  minutes: { year: "numeric", month: "short", day: "numeric", hour: "numeric", minute: "2-digit", timeZoneName: "short" },
  seconds: { year: "numeric", month: "short", day: "numeric", hour: "numeric", minute: "2-digit", second: "2-digit", timeZoneName: "short" },
};

for (const time of document.querySelectorAll("time[data-local-time]")) {
  const at = new Date(time.dateTime);
  const form = forms[time.dataset.localTime];
  if (form && !Number.isNaN(at.getTime())) {
    time.textContent = new Intl.DateTimeFormat(document.documentElement.lang || undefined, form).format(at);
    time.title = at.toISOString();
  }
}
