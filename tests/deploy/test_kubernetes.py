"""What is applied to a cluster: valid, with no more rights than the bot needs, and put together by
kustomize itself in each combination that stands to choose from."""

import re
import shutil
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml
from dockerfile_parse import DockerfileParser

import quotebot
from quotebot.curation.reading import read
from quotebot.settings import Settings, variable
from quotebot.settings.tokens import owner_of
from tests.deploy.kustomizing import NoKustomize, build, kustomize
from tests.deploy.tools import DEPLOY, DOCKERFILE, ROOT, YAMLLINT, run_checkov, run_tool

KUBERNETES = DEPLOY / "kubernetes"
CHOICE = KUBERNETES / "kustomization.yaml"
COMPONENTS = sorted(path.name for path in (KUBERNETES / "components").iterdir())
RESOURCES = sorted(set(KUBERNETES.glob("base/*.yaml")) - {KUBERNETES / "base/kustomization.yaml"})
EXAMPLE = KUBERNETES / "secret.example.yaml"
SECRETS = "/run/secrets/quotebot/"
VALIDATED_AGAINST = "1.37"  # Kubernetes releases three of these a year
COMBINATIONS = [(), *((name,) for name in COMPONENTS), tuple(COMPONENTS)]


def load(path: Path) -> Any:
    return yaml.safe_load(path.read_text("utf-8"))


def pod() -> Any:
    return load(KUBERNETES / "base/deployment.yaml")["spec"]["template"]["spec"]


def container() -> Any:
    (only,) = pod()["containers"]
    return only


def variables(folder: Path = KUBERNETES) -> dict[str, str]:
    """What the bot is given by the files in a folder."""
    texts = [path.read_text("utf-8") for path in folder.rglob("*.yaml")]
    found = re.findall(r"\{name: ([A-Z_]+), value: \"?([^\"}]*)\"?\}", "\n".join(texts))
    return dict(found)


@pytest.mark.parametrize("path", [*RESOURCES, EXAMPLE], ids=lambda path: path.name)
def test_kubernetes_would_take_it(path: Path) -> None:
    kubernetes_validate.validate(load(path), VALIDATED_AGAINST, strict=True)


def test_kubernetes_would_not_take_a_name_that_it_does_not_know() -> None:
    document = load(KUBERNETES / "base/deployment.yaml")
    document["spec"]["template"]["spec"]["readOnlyRootFileSystem"] = True
    with pytest.raises(kubernetes_validate.ValidationError, match="readOnlyRootFileSystem"):
        kubernetes_validate.validate(document, VALIDATED_AGAINST, strict=True)


def test_yamllint_finds_nothing() -> None:
    lenient = YAMLLINT.replace("rules: {", "rules: {braces: {max-spaces-inside: 0}, ")
    run_tool("yamllint", "--strict", "--config-data", lenient, KUBERNETES)


def test_there_is_one_bot_at_a_time() -> None:
    spec = load(KUBERNETES / "base/deployment.yaml")["spec"]
    assert spec["replicas"] == 1
    assert spec["strategy"] == {"type": "Recreate"}


def test_the_namespace_takes_only_pods_without_rights() -> None:
    labels = load(KUBERNETES / "base/namespace.yaml")["metadata"]["labels"]
    for mode in ("enforce", "audit", "warn"):
        assert labels[f"pod-security.kubernetes.io/{mode}"] == "restricted"


def test_the_bot_has_no_rights() -> None:
    whole, alone = pod()["securityContext"], container()["securityContext"]
    assert whole["runAsNonRoot"] is True
    assert whole["seccompProfile"] == {"type": "RuntimeDefault"}
    assert alone["allowPrivilegeEscalation"] is False
    assert alone["readOnlyRootFilesystem"] is True
    assert alone["capabilities"] == {"drop": ["ALL"]}
    assert pod()["automountServiceAccountToken"] is False


def test_the_cluster_sets_no_variable_that_the_bot_would_take_for_a_setting() -> None:
    assert pod()["enableServiceLinks"] is False


def test_it_is_the_image_of_this_checkout_with_its_user_and_its_volume() -> None:
    parser = DockerfileParser(fileobj=BytesIO(DOCKERFILE.read_bytes()))
    last = {each["instruction"]: each["value"] for each in parser.structure}
    context = pod()["securityContext"]
    assert last["USER"] == f"{context['runAsUser']}:{context['runAsGroup']}"
    assert context["fsGroup"] == context["runAsGroup"]
    mounts = {mount["name"]: mount["mountPath"] for mount in container()["volumeMounts"]}
    assert mounts["data"] == last["VOLUME"]
    (image,) = load(CHOICE)["images"]
    assert image["name"] == container()["image"]
    assert image["newTag"] == quotebot.__version__


def test_only_readiness_depends_on_the_platforms() -> None:
    alive = {"command": ["quotebot", "healthcheck"]}
    assert container()["livenessProbe"]["exec"] == alive
    assert container()["startupProbe"]["exec"] == alive
    assert container()["readinessProbe"]["exec"] == {"command": [*alive["command"], "--ready"]}


@pytest.mark.parametrize("part", ["base", *(f"components/{name}" for name in COMPONENTS)])
def test_the_bot_is_given_only_settings_that_it_has(part: str) -> None:
    given = {name.removesuffix("_FILE") for name in variables(KUBERNETES / part)}
    assert given
    assert given <= {variable(field) for field in Settings.model_fields}


def test_each_secret_is_a_file_of_the_one_secret_of_which_there_is_an_example() -> None:
    files = {value for name, value in variables().items() if name.endswith("_FILE")}
    example = load(EXAMPLE)
    assert files == {f"{SECRETS}{name}" for name in example["stringData"]}
    (volume,) = (each for each in pod()["volumes"] if each["name"] == "secrets")
    assert volume["secret"]["secretName"] == example["metadata"]["name"]
    (mount,) = (each for each in container()["volumeMounts"] if each["name"] == "secrets")
    assert f"{mount['mountPath']}/" == SECRETS


def test_the_example_holds_no_secret() -> None:
    assert not any(owner_of(value) for value in load(EXAMPLE)["stringData"].values())


def test_every_component_stands_there_to_be_chosen() -> None:
    listed = re.findall(r"^  (?:# )?- components/(\w+)$", CHOICE.read_text("utf-8"), re.MULTILINE)
    assert sorted(listed) == COMPONENTS


@pytest.mark.slow
def test_the_quotes_that_come_as_an_example_can_be_shown_beside_the_library() -> None:
    example = KUBERNETES / "components/quotes/files"
    both = read([ROOT / "quotes", example])
    assert len(both.quotes) == len(read([ROOT / "quotes"]).quotes) + 1


@pytest.fixture(scope="module")
def program() -> Iterator[str]:
    try:
        with kustomize() as found:
            yield found
    except NoKustomize as reason:
        pytest.skip(str(reason))


def chosen(folder: Path, components: tuple[str, ...]) -> Path:
    """The manifests with these components, as if somebody had taken away the signs before them."""
    copy = shutil.copytree(KUBERNETES, folder / "-".join(("with", *components)))
    lines = (copy / CHOICE.name).read_text("utf-8").splitlines()
    kept = [line for line in lines if "components/" not in line]
    if components:
        at = kept.index("components:") + 1
        kept[at:at] = [f"  - components/{name}" for name in components]
    else:
        kept.remove("components:")
    (copy / CHOICE.name).write_text("\n".join([*kept, ""]), "utf-8")
    return copy


def resources(made: str) -> dict[str, Any]:
    return {each["kind"]: each for each in yaml.safe_load_all(made)}


@pytest.mark.slow
@pytest.mark.xdist_group("kustomize")
def test_kustomize_puts_together_whatever_is_chosen(program: str, tmp_path: Path) -> None:
    files = []
    for components in COMBINATIONS:
        made = build(program, chosen(tmp_path, components))
        for resource in resources(made).values():
            kubernetes_validate.validate(resource, VALIDATED_AGAINST, strict=True)
        files.append(tmp_path / f"{'-'.join(('made', *components))}.yaml")
        files[-1].write_text(made, "utf-8")
    run_checkov("kubernetes", *files)


@pytest.mark.slow
@pytest.mark.xdist_group("kustomize")
def test_what_is_applied_unchanged_is_a_bot_on_discord(program: str) -> None:
    made = resources(build(program, KUBERNETES))
    (only,) = made["Deployment"]["spec"]["template"]["spec"]["containers"]
    given = {each["name"]: each["value"] for each in only["env"]}
    assert given["DISCORD_TOKEN_FILE"] == f"{SECRETS}discord_token"
    assert not any(name.startswith("SLACK") for name in given)
    assert only["image"] == f"registry.example.org/quotebot:{quotebot.__version__}"
    assert made["NetworkPolicy"]["spec"]["ingress"] == []


@pytest.mark.slow
@pytest.mark.xdist_group("kustomize")
def test_with_postgresql_there_is_no_disk_and_a_way_to_it(program: str, tmp_path: Path) -> None:
    made = resources(build(program, chosen(tmp_path, ("discord", "postgres"))))
    assert "PersistentVolumeClaim" not in made
    volumes = made["Deployment"]["spec"]["template"]["spec"]["volumes"]
    assert {"name": "data", "emptyDir": {"sizeLimit": "16Mi"}} in volumes
    ports = [port for rule in made["NetworkPolicy"]["spec"]["egress"] for port in rule["ports"]]
    assert {"port": 5432, "protocol": "TCP"} in ports


@pytest.mark.slow
@pytest.mark.xdist_group("kustomize")
def test_changed_quotes_are_no_new_deployment(program: str, tmp_path: Path) -> None:
    folder = chosen(tmp_path, ("discord", "quotes"))
    before = resources(build(program, folder))
    file = folder / "components/quotes/files/our-work.yaml"
    file.write_text(file.read_text("utf-8").replace("by noon", "by six"), "utf-8")
    after = resources(build(program, folder))
    assert before["ConfigMap"] != after["ConfigMap"]
    assert before["Deployment"] == after["Deployment"]
