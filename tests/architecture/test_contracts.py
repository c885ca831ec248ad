"""The import contracts of pyproject.toml hold, and they are able to fail."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def lint_imports(config: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--config", str(config), "--no-cache"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_every_import_contract_holds():
    done = lint_imports(ROOT / "pyproject.toml")

    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


def test_a_contract_that_is_broken_is_noticed(tmp_path: Path):
    """Turned upside down, the order of features must fail: otherwise the contracts check nothing."""
    config = tmp_path / "pyproject.toml"
    config.write_text(
        '[tool.importlinter]\nroot_package = "storyhub"\n'
        '[[tool.importlinter.contracts]]\nid = "x"\nname = "upside down"\ntype = "layers"\n'
        'containers = ["storyhub"]\nlayers = ["kit", "stories", "reading"]\n'
    )

    assert lint_imports(config).returncode == 1
