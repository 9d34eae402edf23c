"""What tests share: the sample corpus in a store of its own, read once a run and never written to."""

import os
import sys
from pathlib import Path

import pytest
from hypothesis import settings

from analysis.corpus import store as stores
from analysis.corpus.build import import_sample
from analysis.corpus.store import Store
from analysis.model import Lexicon
from analysis.reading import pdf_glyphs

settings.register_profile("ours", deadline=None)  # a busy machine is no defect
settings.load_profile("ours")
stores.SHORT_WAIT = pdf_glyphs.SECONDS = 60

ROOT = Path(__file__).parents[1]


def pytest_addoption(parser):
    parser.addoption("--renew-golden", action="store_true", help="write the golden tables of the sample corpus anew")


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory):
    store = Store(tmp_path_factory.mktemp("sample"))
    import_sample(store, Lexicon())
    yield store
    store.close()


@pytest.fixture
def store(tmp_path):
    store = Store(tmp_path / "workspace")
    yield store
    store.close()


@pytest.fixture
def sample_ids(sample_store):
    return [id_ for (id_,) in sample_store.tuples("select id from speeches where deleted is null order by id")]


def pytest_sessionfinish(session, exitstatus):
    session.config.ended = int(exitstatus)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config):
    """Leave before Python takes itself apart: DuckDB's binding would print what was still alive then, behind pytest's summary."""
    if hasattr(config, "ended") and not hasattr(config, "workerinput"):
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(config.ended)
