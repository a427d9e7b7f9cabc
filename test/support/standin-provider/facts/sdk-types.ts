import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import type { InputFact, TypeFact } from './facts.ts';

/** The inputs of resource types, as the declarations of an npm SDK (`@pulumi/aws`) tell names, types and what is required. */
export class SdkTypes {
  readonly #folder: string;
  readonly #nested: Map<string, ts.InterfaceDeclaration>;

  /** @param folder of the installed package */
  constructor(folder: string) {
    this.#folder = folder;
    this.#nested = collectNested(parse(join(folder, 'types/input.d.ts')));
  }

  /** @param type such as `aws:ec2/vpc:Vpc` */
  inputsOf(type: string): Record<string, InputFact> {
    const [, module = '', name = ''] = type.split(':');
    const file = parse(join(this.#folder, `${module.replace(/^index\//, '')}.d.ts`));
    const args = file.statements.find(
      (statement): statement is ts.InterfaceDeclaration =>
        ts.isInterfaceDeclaration(statement) && statement.name.text === `${name}Args`,
    );
    if (!args) throw new Error(`${type}: the SDK declares no ${name}Args`);
    return this.#members(args, []);
  }

  #members(declaration: ts.InterfaceDeclaration, within: readonly string[]): Record<string, InputFact> {
    return Object.fromEntries(
      declaration.members.filter(ts.isPropertySignature).map((member): [string, InputFact] => {
        const fact: InputFact = { type: this.#typeOf(member.type, within) };
        if (!member.questionToken) fact.required = true;
        return [(member.name as ts.Identifier).text, fact];
      }),
    );
  }

  #typeOf(node: ts.TypeNode | undefined, within: readonly string[]): TypeFact {
    if (!node) return 'any';
    if (ts.isParenthesizedTypeNode(node)) return this.#typeOf(node.type, within);
    if (ts.isArrayTypeNode(node)) return [this.#typeOf(node.elementType, within)];
    if (ts.isUnionTypeNode(node)) return this.#union(node, within);
    if (ts.isTypeLiteralNode(node)) {
      const value = node.members.find(ts.isIndexSignatureDeclaration);
      return value ? { '*': this.#typeOf(value.type, within) } : 'any';
    }
    if (ts.isTypeReferenceNode(node)) return this.#reference(node, within);
    const words = {
      [ts.SyntaxKind.StringKeyword]: 'string',
      [ts.SyntaxKind.BooleanKeyword]: 'boolean',
    } as const;
    if (node.kind === ts.SyntaxKind.NumberKeyword) return 'number';
    return words[node.kind as keyof typeof words] ?? 'any';
  }

  /** `T | undefined` is T; anything else that leaves a choice is not held to one. */
  #union(node: ts.UnionTypeNode, within: readonly string[]): TypeFact {
    const types = node.types.filter((type) => type.kind !== ts.SyntaxKind.UndefinedKeyword);
    return types.length === 1 ? this.#typeOf(types[0], within) : 'any';
  }

  #reference(node: ts.TypeReferenceNode, within: readonly string[]): TypeFact {
    const name = node.typeName.getText();
    if (name === 'pulumi.Input') return this.#typeOf(node.typeArguments?.[0], within);
    const nested = this.#nested.get(name.replace(/^inputs\./, ''));
    // Some types contain themselves, to any depth.
    if (!nested || within.includes(name)) return 'any';
    return this.#members(nested, [...within, name]);
  }
}

function parse(path: string): ts.SourceFile {
  return ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
}

/** Interfaces of `types/input.d.ts` by `namespace.Name`. */
function collectNested(file: ts.SourceFile): Map<string, ts.InterfaceDeclaration> {
  const found = new Map<string, ts.InterfaceDeclaration>();
  const visit = (statements: readonly ts.Statement[], prefix: string): void => {
    for (const statement of statements) {
      if (ts.isInterfaceDeclaration(statement)) found.set(prefix + statement.name.text, statement);
      if (ts.isModuleDeclaration(statement) && statement.body && ts.isModuleBlock(statement.body)) {
        visit(statement.body.statements, `${prefix}${statement.name.text}.`);
      }
    }
  };
  visit(file.statements, '');
  return found;
}
