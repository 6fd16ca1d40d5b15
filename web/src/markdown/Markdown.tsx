import "./markdown.css";
import { memo, useMemo } from "react";
import { BlockOf } from "./BlockOf";
import { type Block, blocksOf } from "./growing";

const OneBlock = memo(
  ({ block }: { block: Block }) => <BlockOf token={block.token} level={block.level} />,
  (before, after) =>
    before.block === after.block ||
    (before.block.token.raw === after.block.token.raw && before.block.level === after.block.level),
);

const groupSize = 24;

const Group = memo(
  ({ blocks }: { blocks: readonly Block[] }) =>
    blocks.map((block) => <OneBlock key={block.key} block={block} />),
  (before, after) =>
    before.blocks.length === after.blocks.length &&
    before.blocks.every((block, i) => block === after.blocks[i]),
);

/** Blocks are drawn in groups: a frame of a long answer costs its open end, not its whole length. */
export function Blocks({ blocks, lang }: { blocks: readonly Block[]; lang?: string | null }) {
  const groups: (readonly Block[])[] = [];
  for (let i = 0; i < blocks.length; i += groupSize) groups.push(blocks.slice(i, i + groupSize));
  return (
    <div className="markdown" lang={lang ?? undefined}>
      {groups.map((group, i) => (
        <Group key={i} blocks={group} />
      ))}
    </div>
  );
}

export const Markdown = memo(({ text }: { text: string }) => {
  const blocks = useMemo(() => blocksOf(text), [text]);
  return <Blocks blocks={blocks} />;
});
