# ruff: noqa

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0007_versions'),
    ]

    operations = [
        migrations.CreateModel(
            name='Assignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(max_length=255, verbose_name='vai trò')),
                ('scope', models.CharField(blank=True, default='', max_length=255, verbose_name='văn bản')),
                ('words', models.TextField(verbose_name='vai trò như đã ghi')),
                ('number', models.TextField(blank=True, default='', verbose_name='số, ký hiệu hoặc tên tệp')),
                ('contents', models.JSONField(default=list, editable=False)),
                ('bodies', models.JSONField(default=list, verbose_name='cơ quan')),
                ('decision', models.JSONField(editable=False, verbose_name='quyết định')),
            ],
            options={
                'verbose_name': 'vai trò đã chọn cơ quan',
                'verbose_name_plural': 'vai trò đã chọn cơ quan',
                'ordering': ('role', 'scope'),
            },
        ),
        migrations.AddConstraint(
            model_name='assignment',
            constraint=models.UniqueConstraint(fields=('role', 'scope'), name='one_assignment'),
        ),
    ]
