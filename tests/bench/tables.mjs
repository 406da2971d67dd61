// Writes one size's measurements as tables for the README.

const TIMED = {
  first: "First backup",
  next: "Backup after a day (1 % changed)",
  compare: "Compare two backups, a day apart",
  compareLong: "Compare the first and the last backup",
  versions: "List the versions of one record",
  read: "Read one record as it was",
  restore: "Restore one record",
};

const WEIGHED = {
  first: "After the first backup",
  second: "After one day",
  last: "After all days",
  packed: "… and packed anew (`git gc`)",
};

const number = (value) => (value < 0.1 ? value.toFixed(3) : value < 100 ? value.toPrecision(3) : value.toFixed(0));
const share = (value) => (value < 10 ? value.toPrecision(2) : value.toFixed(0));
const thousands = (value) => value.toLocaleString("en");

function median(values) {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function table(head, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map((_, at) => (at === 0 ? "---" : "--:"))), ...rows.map(line)].join("\n");
}

/** The whole section of a size. */
export function tables(run) {
  const names = run.tools.map(({ name }) => name);
  const taken = (name, row) => run.samples.get(`${name}/${row}`);
  const middle = (name, row, what) => {
    const list = taken(name, row);
    return list && median(list.map((sample) => sample[what]));
  };
  // Beside each of the others' figures: ours as a share of it.
  const beside = (values, unit) =>
    values.map((value, at) => {
      if (value === undefined) return "–";
      const own = values[0];
      if (at === 0 || own === undefined) return at === 0 ? `**${number(value)}${unit}**` : `${number(value)}${unit}`;
      return `${number(value)}${unit} · ${share(own / value)}×`;
    });

  const timed = Object.entries(TIMED).map(([row, label]) => [
    label,
    ...beside(
      names.map((name) => middle(name, row, "wall")),
      " s",
    ),
  ]);
  const spent = Object.entries(TIMED).map(([row, label]) => [
    label,
    ...names.map((name) => {
      const list = taken(name, row);
      if (!list) return "–";
      const most = Math.max(...list.map((sample) => sample.memory));
      return `${median(list.map((sample) => sample.cpu)).toFixed(2)} s · ${most.toFixed(0)} MB`;
    }),
  ]);
  const weighed = Object.entries(WEIGHED)
    .filter(([row]) => names.some((name) => run.sizesOnDisk.has(`${name}/${row}`)))
    .map(([row, label]) => {
      // Packing anew is set beside our size of the same day.
      const own = (name) => run.sizesOnDisk.get(`${name}/${row}`);
      const values = names.map((name, at) =>
        at === 0 && row === "packed" ? run.sizesOnDisk.get(`${name}/last`) : own(name),
      );
      return [row === "last" ? `After ${run.days} days` : label, ...beside(values, " MB")];
    });
  const packing = names
    .filter((name) => taken(name, "pack"))
    .map((name) => {
      const [sample] = taken(name, "pack");
      return ` \`git gc\` took ${number(sample.wall)} s and ${sample.memory.toFixed(0)} MB of memory.`;
    })
    .join("");

  // The load before is not of our own making.
  const busy =
    run.load[0] > run.cores
      ? "The machine was busy with other work: seconds on the clock are too many for all of them; seconds of processor are steadier."
      : undefined;

  return `
### ${run.size}

${thousands(run.records)} records, ${number(run.documents)} MB of documents, a database of ${number(run.database)} MB; ${thousands(run.changed)} records changed each day,
${run.days} days. ${run.rounds === 1 ? "One first backup" : `${run.rounds} first backups`} of each program. ${run.date}, ${run.machine}; ${run.tools
    .map(({ version }) => version)
    .filter((version, at, all) => all.indexOf(version) === at)
    .join(", ")}.
Load of the machine before and after: ${run.load.map((load) => load.toFixed(1)).join(", ")}. A program that does nothing takes ${(run.empty * 1000).toFixed(1)} ms measured this way.
${busy ? `\n${busy}\n` : ""}
Seconds on the clock (median) · Backstock's as a share of it:

${table(["", ...names], timed)}

Seconds of processor (median) · most memory:

${table(["", ...names], spent)}

On disk · Backstock's as a share of it:

${table(["", ...names], weighed)}
${packing ? `\n${packing.trim()}\n` : ""}`;
}
