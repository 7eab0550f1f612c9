# ruff: noqa

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0011_trackers'),
    ]

    operations = [
        migrations.CreateModel(
            name='Mark',
            fields=[
                ('name', models.CharField(max_length=255, primary_key=True, serialize=False, verbose_name='tên')),
                ('words', models.TextField(verbose_name='nội dung')),
                ('at', models.DateTimeField(verbose_name='lúc')),
            ],
            options={
                'verbose_name': 'dấu của chương trình',
                'verbose_name_plural': 'dấu của chương trình',
            },
        ),
    ]
